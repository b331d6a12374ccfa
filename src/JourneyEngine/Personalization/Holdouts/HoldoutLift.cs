using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>By how much the rate of the policy lies above that of the holdout, at the mix of visit numbers of both, and how
/// sure that is.</summary>
internal static class HoldoutLift
{
    /// <summary>Over all strata, weighted by how many were offered something in each.</summary>
    public static (double? Lift, double? Deviation) Of(IReadOnlyList<HoldoutStratum> strata)
    {
        var parts = strata.Select(Standardised).Where(it => it.Weight > 0).ToArray();
        var all = parts.Sum(it => it.Weight);
        return parts.Length == 0
            ? (null, null)
            : (
                parts.Sum(it => it.Weight / all * it.Lift),
                Math.Sqrt(parts.Sum(it => it.Weight / all * (it.Weight / all) * it.Variance))
            );
    }

    /// <returns>A weight of 0 where no visit number has somebody on both sides.</returns>
    private static (double Weight, double Lift, double Variance) Standardised(HoldoutStratum stratum)
    {
        var (chosen, held) = (stratum.Chosen, stratum.Held);
        HoldoutRow.Visit[] visits =
        [
            .. HoldoutVisits.Of([stratum]).Where(it => it.Rate is not null && it.HeldOutRate is not null),
        ];
        double all = visits.Sum(it => it.Offered + it.HeldOutOffered);
        var (lift, variance) = (0.0, 0.0);
        foreach (var (i, visit) in visits.Index())
        {
            var weight = Weight(visit);
            lift += weight * (visit.Rate!.Value - visit.HeldOutRate!.Value);
            variance +=
                weight
                * weight
                * (
                    Proportion.Variance(visit.Accepted, visit.Offered)
                    + Proportion.Variance(visit.HeldOutAccepted, visit.HeldOutOffered)
                );
            foreach (var second in visits.Skip(i + 1))
            {
                var covariance =
                    Covariance(
                        chosen,
                        (visit.From, visit.Rate!.Value, visit.Offered),
                        (second.From, second.Rate!.Value, second.Offered)
                    )
                    + Covariance(
                        held,
                        (visit.From, visit.HeldOutRate!.Value, visit.HeldOutOffered),
                        (second.From, second.HeldOutRate!.Value, second.HeldOutOffered)
                    );
                variance += 2 * weight * Weight(second) * covariance;
            }
        }

        return (all, lift, variance);

        double Weight(HoldoutRow.Visit visit) => (visit.Offered + visit.HeldOutOffered) / all;
    }

    /// <summary>Of the rates at two buckets, which the visitors who came to both have in common; where it would make
    /// the lift surer, it is left out.</summary>
    private static double Covariance(
        IReadOnlyDictionary<(Measure What, int First, int Second), long> counts,
        (int From, double Rate, long Offered) first,
        (int From, double Rate, long Offered) second
    )
    {
        double Both(Measure what) => counts.GetValueOrDefault((what, first.From, second.From));
        var products =
            Both(HoldoutSums.WonBoth)
            - (second.Rate * Both(HoldoutSums.WonFirst))
            - (first.Rate * Both(HoldoutSums.WonSecond))
            + (first.Rate * second.Rate * Both(HoldoutSums.ReachedBoth));
        return Math.Max(0, products / first.Offered / second.Offered);
    }
}
