using JourneyEngine.Contracts;
using JourneyEngine.Decisions;

namespace JourneyEngine.Personalization;

/// <summary>What personalising a slot is worth: those whom the policy decides for, against the holdout, at the same mix of visit numbers.</summary>
/// <param name="Share">Share of visitors that the slot holds out.</param>
/// <param name="SampleRatioP">Chance of a split as uneven as this or more, were the share kept (chi-squared test with one degree of freedom).</param>
/// <param name="Alarm">Why the comparison is not to be trusted.</param>
/// <param name="ByVisit">The comparison at each bucket of visit numbers.</param>
/// <param name="Lift">Rate of the policy less that of the holdout, weighted by the visit numbers of all decisions; absent where a bucket has nobody on one side.</param>
/// <param name="Low">Of the 95 % interval of the lift.</param>
public sealed record HoldoutRow(
    string Slot, double Share, long Visitors, long HeldOut, double? SampleRatioP, string? Alarm, IReadOnlyList<HoldoutRow.Visit> ByVisit, double? Lift, double? Low, double? High)
{
    private const double Alarming = 0.001;

    /// <param name="From">First visit number of the bucket.</param>
    public sealed record Visit(int From, long Offered, long Accepted, double? Rate, long HeldOutOffered, long HeldOutAccepted, double? HeldOutRate);

    internal static HoldoutRow? Of(SlotDefined slot, IReadOnlyList<DecisionsReport.Row> rows, long heldOut, long visitors)
    {
        if (heldOut + visitors == 0)
            return null;
        var byVisit = rows.GroupBy(it => it.Visit).OrderBy(it => it.Key).Select(it => Compare(it.Key, [.. it])).ToArray();
        var p = SampleRatio.P(heldOut, heldOut + visitors, slot.Holdout);
        var (lift, deviation) = Standardised(byVisit);
        return new HoldoutRow(
            slot.Slot, slot.Holdout, visitors, heldOut, p,
            p < Alarming ? $"{heldOut} of {heldOut + visitors} visitors were held out, and {slot.Holdout:0.###} of them should have been: the share was changed, or decisions were lost." : null,
            byVisit, lift, lift - (Proportion.Normal975 * deviation), lift + (Proportion.Normal975 * deviation));
    }

    private static Visit Compare(int from, IReadOnlyList<DecisionsReport.Row> rows)
    {
        var (shown, held) = (rows.Where(it => !it.HeldOut).ToArray(), rows.Where(it => it.HeldOut).ToArray());
        var (offered, accepted) = (shown.Sum(it => it.Offered), shown.Sum(it => it.Accepted));
        var (heldOffered, heldAccepted) = (held.Sum(it => it.Offered), held.Sum(it => it.Accepted));
        return new Visit(from, offered, accepted, Rate(accepted, offered), heldOffered, heldAccepted, Rate(heldAccepted, heldOffered));
    }

    private static (double? Lift, double? Deviation) Standardised(IReadOnlyList<Visit> visits)
    {
        double all = visits.Sum(it => it.Offered + it.HeldOutOffered);
        if (all == 0 || visits.Any(it => it.Rate is null || it.HeldOutRate is null))
            return (null, null);
        var (lift, variance) = (0.0, 0.0);
        foreach (var visit in visits)
        {
            var weight = (visit.Offered + visit.HeldOutOffered) / all;
            lift += weight * (visit.Rate!.Value - visit.HeldOutRate!.Value);
            variance += weight * weight * (Proportion.Variance(visit.Accepted, visit.Offered) + Proportion.Variance(visit.HeldOutAccepted, visit.HeldOutOffered));
        }

        return (lift, Math.Sqrt(variance));
    }

    private static double? Rate(long accepted, long offered) => offered == 0 ? null : (double)accepted / offered;
}
