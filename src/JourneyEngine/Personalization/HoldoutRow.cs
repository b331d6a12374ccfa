using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Personalization;

/// <summary>What personalising a slot is worth: those whom the policy decides for, against the holdout, at the same mix
/// of visit numbers.</summary>
/// <param name="Share">Share of visitors that the slot holds out.</param>
/// <param name="SampleRatioP">Chance of a split as uneven as this or more, were the share kept (chi-squared test with
/// one degree of freedom).</param>
/// <param name="Alarm">Why the comparison is not to be trusted.</param>
/// <param name="ByVisit">The comparison at each bucket of visit numbers.</param>
/// <param name="Lift">Rate of the policy less that of the holdout, weighted by the visit numbers of all visitors.
/// Buckets that have nobody on one side are left out; absent where all are.</param>
/// <param name="Low">Of the 95 % interval of the lift. That a visitor who accepts at one visit accepts at others, too,
/// widens it.</param>
public sealed record HoldoutRow(
    string Slot,
    double Share,
    long Visitors,
    long HeldOut,
    double? SampleRatioP,
    string? Alarm,
    IReadOnlyList<HoldoutRow.Visit> ByVisit,
    double? Lift,
    double? Low,
    double? High
)
{
    private const double Alarming = 0.001;

    /// <param name="From">First visit number of the bucket.</param>
    /// <param name="Offered">Visitors for whom the policy decided in these visits, each once.</param>
    /// <param name="Accepted">Those of them who accepted anything then.</param>
    /// <param name="HeldOutOffered">Visitors of the holdout who were shown the default then.</param>
    public sealed record Visit(
        int From,
        long Offered,
        long Accepted,
        double? Rate,
        long HeldOutOffered,
        long HeldOutAccepted,
        double? HeldOutRate
    );

    /// <param name="chosen">What <see cref="HoldoutSums.OfVisitor"/> counts of those whom the policy decides
    /// for.</param>
    /// <param name="held">The same of the holdout.</param>
    internal static HoldoutRow? Of(
        SlotDefined slot,
        IReadOnlyDictionary<(Measure What, int First, int Second), long> chosen,
        IReadOnlyDictionary<(Measure What, int First, int Second), long> held
    )
    {
        var (visitors, heldOut) = (
            chosen.GetValueOrDefault((HoldoutSums.Visitors, 0, 0)),
            held.GetValueOrDefault((HoldoutSums.Visitors, 0, 0))
        );
        if (heldOut + visitors == 0)
            return null;
        Visit[] byVisit =
        [
            .. chosen
                .Keys.Concat(held.Keys)
                .Where(it => it.What == HoldoutSums.Reached)
                .Select(it => it.First)
                .Distinct()
                .Order()
                .Select(from => Compare(from, chosen, held)),
        ];
        var p = SampleRatio.P(heldOut, heldOut + visitors, slot.Holdout);
        var (lift, deviation) = HoldoutLift.Standardised(byVisit, chosen, held);
        return new HoldoutRow(
            slot.Slot,
            slot.Holdout,
            visitors,
            heldOut,
            p,
            p < Alarming
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{heldOut} of {heldOut + visitors} visitors were held out, which is {100.0 * heldOut / (heldOut + visitors):0.#} %, and {100 * slot.Holdout:0.#} % should have been: the share was changed, or decisions were lost."
                )
                : null,
            byVisit,
            lift,
            lift - (Proportion.Normal975 * deviation),
            lift + (Proportion.Normal975 * deviation)
        );
    }

    private static Visit Compare(
        int from,
        IReadOnlyDictionary<(Measure What, int First, int Second), long> chosen,
        IReadOnlyDictionary<(Measure What, int First, int Second), long> held
    )
    {
        var (offered, accepted) = (
            chosen.GetValueOrDefault((HoldoutSums.Reached, from, 0)),
            chosen.GetValueOrDefault((HoldoutSums.Won, from, 0))
        );
        var (heldOffered, heldAccepted) = (
            held.GetValueOrDefault((HoldoutSums.Reached, from, 0)),
            held.GetValueOrDefault((HoldoutSums.Won, from, 0))
        );
        return new Visit(
            from,
            offered,
            accepted,
            Rate(accepted, offered),
            heldOffered,
            heldAccepted,
            Rate(heldAccepted, heldOffered)
        );
    }

    private static double? Rate(long accepted, long offered) => offered == 0 ? null : (double)accepted / offered;
}
