using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions;

/// <summary>What was shown of a slot's contents before.</summary>
internal static class ContentHistories
{
    public static ContentHistory[] Of(Journey journey, FoldRules rules, SlotDefined slot) =>
        [
            .. Outcomes
                .Of(journey, rules, slot.Slot)
                .Where(it => it.Offer.Shown || slot.Exposure != Exposures.Reported)
                .GroupBy(it => it.Offer.Content)
                .OrderBy(it => it.Key, StringComparer.Ordinal)
                .Select(it => new ContentHistory(
                    it.Key,
                    [.. it.Select(shown => Snapshots.Moment(shown.Offer.At)).TakeLast(ShownTimesKept(slot, it.Key))],
                    it.Any(shown => shown.Accepted),
                    it.Any(shown => shown.Declined)
                )),
        ];

    /// <summary>How many of the times that a content was shown its cap looks at: however long a relationship lasts, a
    /// snapshot stays small.</summary>
    private static int ShownTimesKept(SlotDefined slot, string content) =>
        slot.Contents.FirstOrDefault(it => it.Name == content)?.Cap?.Times ?? 0;
}
