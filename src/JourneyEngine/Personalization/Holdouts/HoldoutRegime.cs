using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>What became of a slot's visitors while one share of them was held out.</summary>
/// <param name="Share">In [0, 1); absent where it is not known, as of decisions of older versions.</param>
/// <param name="Strata">By <see cref="HoldoutCount.Seen"/>: only within one are the two sides alike.</param>
/// <param name="Assigned">Visitors who were put on a side under this share.</param>
/// <param name="AssignedHeldOut">Those of them who were held out.</param>
/// <param name="InBothArms">Visitors who had been on both sides; they are in no stratum.</param>
public sealed record HoldoutRegime(
    string Slot,
    double? Share,
    IReadOnlyList<HoldoutStratum> Strata,
    long Assigned,
    long AssignedHeldOut,
    long InBothArms
)
{
    public static IEnumerable<HoldoutRegime> Of(string slot, IEnumerable<KeyValuePair<HoldoutCount, long>> counts) =>
        counts
            .GroupBy(it => it.Key.Share)
            .Select(regime =>
            {
                long Sum(Measure what, bool heldOutOnly = false) =>
                    regime.Where(it => it.Key.What == what && (it.Key.HeldOut || !heldOutOnly)).Sum(it => it.Value);
                return new HoldoutRegime(
                    slot,
                    HoldoutCount.ShareOf(regime.Key),
                    [.. regime.GroupBy(it => it.Key.Seen).Select(it => HoldoutStratum.Of(it))],
                    Sum(HoldoutSums.Assigned),
                    Sum(HoldoutSums.Assigned, heldOutOnly: true),
                    Sum(HoldoutSums.InBothArms)
                );
            });

    /// <summary>Of each slot, what is held out now first.</summary>
    internal static IEnumerable<HoldoutRow> Rows(ReportSums sums, IEnumerable<SlotDefined> slots) =>
        slots.SelectMany(slot =>
            Read(sums, slot.Slot)
                .Select(it => HoldoutRow.Of(it, slot.Holdout))
                .OfType<HoldoutRow>()
                .OrderByDescending(it => it.InForce)
                .ThenByDescending(it => it.Share)
        );

    internal static IEnumerable<HoldoutRegime> Read(ReportSums sums, string slot) =>
        Of(
            slot,
            sums.Counts.Where(it => it.Key.Cell.Text1 == slot && HoldoutSums.All.Contains(it.Key.Measure))
                .Select(it => KeyValuePair.Create(HoldoutCount.Of(it.Key.Measure, it.Key.Cell), it.Value))
        );
}
