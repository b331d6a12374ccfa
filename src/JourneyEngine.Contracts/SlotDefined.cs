using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyEngine.Contracts;

/// <summary>A version of a slot: a place in the app that asks for content, and what may be shown there.</summary>
/// <param name="Funnel">The funnel whose stages decide.</param>
/// <param name="Policy">How one of the eligible contents is chosen; see <see cref="Policies"/>.</param>
/// <param name="Default">Shown when nothing is eligible or nothing is known about the visitor, and to the
/// holdout.</param>
/// <param name="Outcome">What tells that a content was accepted or declined.</param>
/// <param name="Holdout">Share of visitors, in [0, 1), who are shown the default whatever the policy would choose, so
/// that its worth can be told.</param>
/// <param name="Shadow">A policy that decides beside the one in force and is logged, not shown.</param>
/// <param name="Floor">Share of a learning policy's decisions, in (0, 1], that explore evenly while nothing is
/// known.</param>
/// <param name="Exposure">What counts as shown; see <see cref="Exposures"/>.</param>
[StoredName("slot_defined")]
public sealed record SlotDefined(
    string Slot,
    int Version,
    string? Funnel,
    string Policy,
    Content Default,
    Content[] Contents,
    DateTimeOffset At,
    OutcomeDefinition? Outcome = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Holdout = 0,
    string? Shadow = null,
    double? Floor = null,
    string? Exposure = null
);

/// <summary>One thing to show, and to whom. Everything that is given must hold.</summary>
/// <param name="Value">What the app receives: text, number, boolean or object.</param>
/// <param name="Stages">Stages at which it may be shown; any where absent.</param>
/// <param name="FromVisit">First visit number at which it may be shown.</param>
/// <param name="ToVisit">Last visit number at which it may be shown; no limit where absent.</param>
/// <param name="TenureDays">Days from the visitor's first interaction to the latest.</param>
/// <param name="DaysAway">Days from the visit before to the current one; it never holds in a first visit.</param>
/// <param name="Converted">Whether the visitor must have converted, or must not have.</param>
/// <param name="Cap">How often it may be shown to a visitor.</param>
/// <param name="After">Contents of the slot that were all shown to the visitor before, in order of a sequence.</param>
/// <param name="NotAfter">Answers of the visitor after which it is not shown again: <c>accepted</c>, <c>declined</c>.
/// Where absent, <c>declined</c>.</param>
/// <param name="AfterAccepted">Contents of the slot that the visitor must all have accepted before.</param>
/// <param name="AfterDeclined">Contents of the slot that the visitor must all have declined before.</param>
public sealed record Content(
    string Name,
    JsonElement Value,
    string[]? Stages = null,
    int FromVisit = 1,
    int? ToVisit = null,
    DaySpan? TenureDays = null,
    DaySpan? DaysAway = null,
    bool? Converted = null,
    Cap? Cap = null,
    string[]? After = null,
    string[]? NotAfter = null,
    string[]? AfterAccepted = null,
    string[]? AfterDeclined = null
);

/// <summary>From some days, inclusive, to less than some.</summary>
public sealed record DaySpan(double From = 0, double? To = null);

/// <param name="Times">How often at most, from 1.</param>
/// <param name="Days">Within how many days; ever where absent.</param>
public sealed record Cap(int Times, double? Days = null);

/// <summary>What a visitor does after a content was shown, and what that says. It is counted for the content that was
/// shown last in the slot.</summary>
/// <param name="Accepted">Any of these is an acceptance, the reward of a learning policy.</param>
/// <param name="Declined">Any of these is a refusal.</param>
/// <param name="WithinHours">How long after the content was shown.</param>
public sealed record OutcomeDefinition(Evidence[] Accepted, Evidence[]? Declined, double WithinHours);

public static class Policies
{
    /// <summary>The slot's default, for everybody; its propensity is 1.</summary>
    public const string Fixed = "fixed";

    /// <summary>The first eligible content in the order of the slot; its propensity is 1.</summary>
    public const string Rules = "rules";

    /// <summary>One of the k eligible contents, each with propensity 1/k.</summary>
    public const string Uniform = "uniform";

    /// <summary>Thompson sampling for each stage and bucket of visit numbers, with a floor of exploration.</summary>
    public const string Learning = "learning";

    public static IReadOnlyList<string> All { get; } = [Fixed, Rules, Uniform, Learning];
}

public static class Exposures
{
    /// <summary>What was offered counts as shown.</summary>
    public const string Offered = "offered";

    /// <summary>Only what the app reports as shown counts.</summary>
    public const string Reported = "reported";
}

public static class Responses
{
    public const string Accepted = "accepted";
    public const string Declined = "declined";
}
