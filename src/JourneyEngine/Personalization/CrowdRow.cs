using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Personalization;

/// <summary>How much of what became of a slot's offers came from network addresses of more visits in an hour than slots
/// learn from. It is in all reports, and the slot learns nothing by it.</summary>
/// <param name="InCrowd">Decisions that the slot does not learn from.</param>
/// <param name="AcceptedInCrowd">Those of them that were accepted.</param>
/// <param name="Share">Of all that was accepted, in [0, 1]; absent where nothing was.</param>
/// <param name="Alarm">Why somebody should look; absent where so large a share may be chance.</param>
public sealed record CrowdRow(
    string Slot,
    long Offered,
    long InCrowd,
    long Accepted,
    long AcceptedInCrowd,
    double? Share,
    string? Alarm
)
{
    private const double Alarming = 0.1;

    /// <summary>Of slots that learn; the holdout, of whom nothing is learned, left out.</summary>
    internal static IEnumerable<CrowdRow> All(
        IReadOnlyList<(OfferCell Cell, long Count)> cells,
        IEnumerable<SlotDefined> slots
    ) =>
        slots
            .Where(it => it.Policy == Policies.Learning || it.Shadow == Policies.Learning)
            .Select(slot => Of(slot.Slot, [.. cells.Where(it => it.Cell.Slot == slot.Slot && !it.Cell.HeldOut)]))
            .Where(it => it.InCrowd > 0);

    private static CrowdRow Of(string slot, (OfferCell Cell, long Count)[] cells)
    {
        var (accepted, inCrowd) = (Sum(OfferSums.Accepted), Sum(OfferSums.AcceptedInCrowd));
        return new CrowdRow(
            slot,
            Sum(OfferSums.Offered),
            Sum(OfferSums.Crowded),
            accepted,
            inCrowd,
            accepted == 0 ? null : (double)inCrowd / accepted,
            Wilson.Interval(inCrowd, accepted)?.Low > Alarming ? Many(inCrowd, accepted) : null
        );

        long Sum(Measure what) => cells.Where(it => it.Cell.What == what).Sum(it => it.Count);
    }

    private static string Many(long inCrowd, long accepted) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{inCrowd} of {accepted} acceptances came with a key that is in pages from network addresses of more "
                + $"visits in an hour than slots learn from: somebody may be making visitors up. The slot learned "
                + $"nothing from them."
        );
}
