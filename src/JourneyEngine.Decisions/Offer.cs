using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions;

/// <summary>What the journey keeps of a decision about the visitor.</summary>
/// <param name="At">The visitor's latest interaction when it was made, in milliseconds since 1970 UTC: the visitor's
/// own time, so that neither a clock that is off nor imported history moves outcomes.</param>
/// <param name="Slot">Empty while only the exposure is known: the decision itself is still to come.</param>
/// <param name="Shown">Whether the app reported it as shown.</param>
/// <param name="HoldoutShare">Share of visitors that the slot held out then; absent in decisions of older
/// versions.</param>
/// <param name="Crowded">Decided or reported as shown in a crowd; see <see cref="ContentOffered.Crowded"/>.</param>
public sealed record Offer(
    Guid DecisionId,
    long At,
    string Slot,
    int SlotVersion,
    string Content,
    int FunnelVersion,
    string? Stage,
    int Visit,
    bool HeldOut,
    bool? Agreed,
    bool Shown,
    double? HoldoutShare = null,
    bool Crowded = false
)
{
    public bool IsKnown => Slot.Length > 0;

    internal static Offer? Of(ContentOffered it) =>
        it.Snapshot.LastSeen is not { } seen
            ? null
            : new Offer(
                it.DecisionId,
                seen.ToUnixTimeMilliseconds(),
                it.Slot,
                it.SlotVersion,
                it.Content,
                it.Snapshot.FunnelVersion,
                it.Snapshot.Stage,
                it.Snapshot.Visits,
                it.HeldOut,
                it.Shadow is { } shadow ? shadow.Content == it.Content : null,
                Shown: false,
                it.HoldoutShare,
                it.Crowded
            );

    internal static Offer Exposed(ContentShown it) =>
        new(it.DecisionId, 0, "", 0, "", 0, null, 0, false, null, Shown: true, Crowded: it.Crowded);

    /// <summary>The decision and its exposure, whichever comes first.</summary>
    internal static Offer Join(Offer a, Offer b) =>
        (a.IsKnown ? a : b) with
        {
            Shown = a.Shown || b.Shown,
            Crowded = a.Crowded || b.Crowded,
        };
}
