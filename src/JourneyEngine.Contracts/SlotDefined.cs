using System.Text.Json;

namespace JourneyEngine.Contracts;

/// <summary>A version of a slot: a place in the app that asks for content, and what may be shown there.</summary>
/// <param name="Funnel">The funnel whose stages decide.</param>
/// <param name="Policy">How one of the eligible contents is chosen; see <see cref="Policies"/>.</param>
/// <param name="Default">Shown when nothing is eligible or nothing is known about the visitor.</param>
[StoredName("slot_defined")]
public sealed record SlotDefined(string Slot, int Version, string? Funnel, string Policy, Content Default, Content[] Contents, DateTimeOffset At);

/// <summary>One thing to show, and to whom.</summary>
/// <param name="Value">What the app receives: text, number, boolean or object.</param>
/// <param name="Stages">Stages at which it may be shown; any where absent.</param>
/// <param name="FromVisit">First visit number at which it may be shown.</param>
/// <param name="ToVisit">Last visit number at which it may be shown; no limit where absent.</param>
public sealed record Content(string Name, JsonElement Value, string[]? Stages = null, int FromVisit = 1, int? ToVisit = null);

public static class Policies
{
    /// <summary>The first eligible content in the order of the slot; its propensity is 1.</summary>
    public const string Rules = "rules";

    /// <summary>One of the k eligible contents, each with propensity 1/k.</summary>
    public const string Uniform = "uniform";
}
