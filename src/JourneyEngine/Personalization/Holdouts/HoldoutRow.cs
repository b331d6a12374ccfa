using System.Globalization;
using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>What personalising a slot is worth: those whom the policy decides for, against the holdout, at the same mix
/// of visit numbers, while one share was held out.</summary>
/// <param name="Share">Share of visitors that the slot held out; absent in decisions of older versions.</param>
/// <param name="InForce">Whether it is the share of now.</param>
/// <param name="Visitors">Visitors for whom the policy decided.</param>
/// <param name="HeldOut">Visitors of the holdout.</param>
/// <param name="InBothArms">Visitors who had been on both sides, because the share was changed or because they are one
/// person on several devices: they are left out of all else.</param>
/// <param name="Assigned">Visitors who were put on a side under this share, whatever became of them.</param>
/// <param name="AssignedHeldOut">Those of them who were held out.</param>
/// <param name="SampleRatioP">Chance of a split as uneven as that of the visitors who were put on a side under this
/// share, or more, were the share kept (chi-squared test with one degree of freedom).</param>
/// <param name="Alarm">Why the comparison is not to be trusted; it ends with its share.</param>
/// <param name="ByVisit">Both sides at each bucket of visit numbers, of all visitors together.</param>
/// <param name="Lift">Rate of the policy less that of the holdout, weighted by the visit numbers of all visitors, among
/// those who had been offered something under the same shares: after a change of the share the two sides differ in who
/// came before it, so this is not always the difference of the rates by visit. Buckets that have nobody on one side are
/// left out; absent where all are.</param>
/// <param name="Low">Of the 95 % interval of the lift. That a visitor who accepts at one visit accepts at others, too,
/// widens it.</param>
public sealed record HoldoutRow(
    string Slot,
    double? Share,
    bool InForce,
    long Visitors,
    long HeldOut,
    long InBothArms,
    long Assigned,
    long AssignedHeldOut,
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

    /// <param name="now">Share that the slot holds out now.</param>
    /// <returns>Null if nobody was held out, nor should have been.</returns>
    public static HoldoutRow? Of(HoldoutRegime regime, double now)
    {
        var (visitors, heldOut) = (
            regime.Strata.Sum(it => it.Chosen.GetValueOrDefault((HoldoutSums.Visitors, 0, 0))),
            regime.Strata.Sum(it => it.Held.GetValueOrDefault((HoldoutSums.Visitors, 0, 0)))
        );
        if (regime.Share is null or 0 && heldOut == 0)
            return null;
        double? p = regime is { Share: > 0 and < 1 and var share, Assigned: > 0 }
            ? SampleRatio.P(regime.AssignedHeldOut, regime.Assigned, share)
            : null;
        var (lift, deviation) = HoldoutLift.Of(regime.Strata);
        return new HoldoutRow(
            regime.Slot,
            regime.Share,
            regime.Share == now,
            visitors,
            heldOut,
            regime.InBothArms,
            regime.Assigned,
            regime.AssignedHeldOut,
            p,
            p < Alarming && regime.Share == now ? Uneven(regime) : null,
            [.. HoldoutVisits.Of(regime.Strata)],
            lift,
            lift - (Proportion.Normal975 * deviation),
            lift + (Proportion.Normal975 * deviation)
        );
    }

    private static string Uneven(HoldoutRegime it) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{it.AssignedHeldOut} of {it.Assigned} visitors were held out, which is "
                + $"{100.0 * it.AssignedHeldOut / it.Assigned:0.#} %, and {100 * it.Share:0.#} % should have been: "
                + $"decisions of one side were lost, or were not asked for."
        );
}
