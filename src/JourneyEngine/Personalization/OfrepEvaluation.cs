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
    internal static OfrepEvaluation Of(ContentOffered offered, Content content) =>
        new(
            offered.Slot,
            offered.Eligible.Length == 0 || offered.HeldOut || offered.Policy == Policies.Fixed ? "DEFAULT"
                : offered.Policy is Policies.Uniform or Policies.Learning ? "SPLIT"
                : "TARGETING_MATCH",
            offered.Content,
            content.Value,
            new OfrepMetadata(
                offered.DecisionId,
                offered.Propensity,
                offered.Policy,
                offered.SlotVersion,
                offered.Snapshot.Stage,
                offered.Snapshot.Visits,
                Purpose.Personalize
            )
        );

    /// <returns>JSON, UTF-8.</returns>
    internal static byte[] Default(SlotDefined slot, Mode mode, bool proved = true) =>
        JsonSerializer.SerializeToUtf8Bytes(Unpersonalised(slot, mode, proved), FactJson.Options);

    /// <summary>What a visitor is shown for whom nothing may be personalised: the default, and nothing is decided or
    /// stored.</summary>
    internal static OfrepEvaluation Unpersonalised(SlotDefined slot, Mode mode, bool proved = true) =>
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
                null,
                mode.Name(),
                proved ? null : AskedVisitor.NotProved
            )
        );
}

/// <param name="DecisionId">Absent where nothing was decided.</param>
/// <param name="Propensity">Probability with which this content was chosen, in (0, 1].</param>
/// <param name="VisitNumber">Number of the visitor's current visit, from 1; 0 for a visitor never seen.</param>
/// <param name="Mode">What the visitor's choices and the site allow: <c>none</c>, <c>measure</c> or
/// <c>personalize</c>.</param>
/// <param name="Because">Why nothing was decided, where it is not the mode: <c>identity not proved</c>.</param>
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
