using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Log;

namespace JourneyEngine.Personalization;

/// <summary>A decision as OFREP answers it.</summary>
public sealed record OfrepEvaluation(
    string Key,
    string Reason,
    string Variant,
    JsonElement Value,
    OfrepMetadata Metadata
)
{
    internal static OfrepEvaluation Of(ContentOffered offered, SlotDefined slot) =>
        new(
            offered.Slot,
            offered.Eligible.Length == 0 || offered.HeldOut || offered.Policy == Policies.Fixed ? "DEFAULT"
                : offered.Policy is Policies.Uniform or Policies.Learning ? "SPLIT"
                : "TARGETING_MATCH",
            offered.Content,
            Decide.Named(slot, offered.Content).Value,
            new OfrepMetadata(
                offered.DecisionId,
                offered.Propensity,
                offered.Policy,
                offered.SlotVersion,
                offered.Snapshot.Stage,
                offered.Snapshot.Visits,
                Purpose.Personalize,
                DefaultReasons.Of(slot, offered)
            )
        );

    /// <returns>JSON, UTF-8.</returns>
    internal static byte[] Default(SlotDefined slot, Mode mode, string because) =>
        JsonSerializer.SerializeToUtf8Bytes(Undecided(slot, mode, because), FactJson.Options);

    /// <summary>What a visitor is shown for whom nothing is decided: the default, and nothing is stored.</summary>
    /// <param name="because">One of <see cref="DefaultReasons"/>.</param>
    internal static OfrepEvaluation Undecided(SlotDefined slot, Mode mode, string because) =>
        new(
            slot.Slot,
            "DEFAULT",
            slot.Default.Name,
            slot.Default.Value,
            new OfrepMetadata(
                null,
                null,
                null,
                slot.Version,
                null,
                because == DefaultReasons.NeverSeen ? 0 : null,
                mode.Name(),
                because
            )
        );
}

/// <param name="DecisionId">Absent where nothing was decided.</param>
/// <param name="Propensity">Probability with which this content was chosen, in (0, 1].</param>
/// <param name="VisitNumber">Number of the visitor's current visit, from 1; 0 for a visitor never seen.</param>
/// <param name="Mode">What the visitor's choices and the site allow: <c>none</c>, <c>measure</c> or
/// <c>personalize</c>.</param>
/// <param name="Because">Why the default is answered, where it is: <c>no consent to personalize</c>, <c>never seen</c>,
/// <c>held out</c>, <c>identity not proved</c>, <c>fixed policy</c>, <c>no content fits: ...</c> (by which kinds of
/// conditions: <c>stages</c>, <c>fromVisit</c>, <c>toVisit</c>, <c>history</c>), <c>not collected</c> or
/// <c>overloaded</c>.</param>
public sealed record OfrepMetadata(
    Guid? DecisionId,
    double? Propensity,
    string? Policy,
    int SlotVersion,
    string? Stage,
    int? VisitNumber,
    string Mode,
    string? Because = null
);

public sealed record OfrepBulk(IReadOnlyList<OfrepEvaluation> Flags);

public sealed record OfrepFailure(string? Key, string ErrorCode, string? ErrorDetails);
