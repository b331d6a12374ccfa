using JourneyEngine.Decisions.Learning;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Personalization;

/// <summary>Decisions by content, stage and visit number, and beside the policy in the shadow.</summary>
internal static class DecisionRows
{
    private static readonly Measure[] InRows =
    [
        OfferSums.Offered,
        OfferSums.Shown,
        OfferSums.Accepted,
        OfferSums.Declined,
    ];

    public static IReadOnlyList<DecisionsReport.Row> All(
        IReadOnlyList<(OfferCell Cell, long Count)> cells,
        StageOrder order
    ) =>
        [
            .. cells
                .Where(it => InRows.Contains(it.Cell.What))
                .GroupBy(it =>
                    (
                        it.Cell.Slot,
                        it.Cell.HeldOut,
                        it.Cell.Stage,
                        Visit: VisitBucket.Of(it.Cell.Visit),
                        it.Cell.Content
                    )
                )
                .OrderBy(it => it.Key.Slot, StringComparer.Ordinal)
                .ThenBy(it => it.Key.HeldOut)
                .ThenBy(it => order.Place(it.Key.Slot, it.Key.Stage))
                .ThenBy(it => it.Key.Stage, StringComparer.Ordinal)
                .ThenBy(it => it.Key.Visit)
                .ThenBy(it => it.Key.Content, StringComparer.Ordinal)
                .Select(it =>
                {
                    var (offered, accepted) = (Sum(it, OfferSums.Offered), Sum(it, OfferSums.Accepted));
                    var interval = Wilson.Interval(accepted, offered);
                    return new DecisionsReport.Row(
                        it.Key.Slot,
                        it.Key.Content,
                        it.Key.Stage,
                        it.Key.Visit,
                        it.Key.HeldOut,
                        offered,
                        Sum(it, OfferSums.Shown),
                        accepted,
                        Sum(it, OfferSums.Declined),
                        offered == 0 ? null : (double)accepted / offered,
                        interval?.Low,
                        interval?.High
                    );
                }),
        ];

    public static IReadOnlyList<DecisionsReport.ShadowRow> Shadows(IReadOnlyList<(OfferCell Cell, long Count)> cells) =>
        [
            .. cells
                .Where(it => !it.Cell.HeldOut)
                .GroupBy(it => it.Cell.Slot)
                .OrderBy(it => it.Key, StringComparer.Ordinal)
                .Select(it => (Slot: it.Key, Compared: Sum(it, OfferSums.Compared), Agreed: Sum(it, OfferSums.Agreed)))
                .Where(it => it.Compared > 0)
                .Select(it => new DecisionsReport.ShadowRow(
                    it.Slot,
                    it.Compared,
                    it.Agreed,
                    (double)it.Agreed / it.Compared
                )),
        ];

    private static long Sum(IEnumerable<(OfferCell Cell, long Count)> cells, Measure what) =>
        cells.Where(it => it.Cell.What == what).Sum(it => it.Count);
}
