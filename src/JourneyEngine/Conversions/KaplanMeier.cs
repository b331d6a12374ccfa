using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Conversions;

/// <summary>The share that has not converted yet, by the estimate of Kaplan and Meier (1958), with a 95 % interval on the
/// scale of log(-log).</summary>
internal static class KaplanMeier
{
    /// <param name="visits">Those at risk and those who converted, from visit 1 on.</param>
    public static IReadOnlyList<TimeToConvert.VisitRow> Survival(IReadOnlyList<(long AtRisk, long Converted)> visits)
    {
        var (rows, notYet, variance) = (new List<TimeToConvert.VisitRow>(), 1.0, 0.0);
        foreach (var (atRisk, converted) in visits.Where(it => it.AtRisk > 0))
        {
            notYet *= 1 - ((double)converted / atRisk);
            variance += converted == 0 ? 0 : converted / ((double)atRisk * (atRisk - converted));
            // On this scale an interval cannot leave [0, 1]; at its ends there is none.
            var half = notYet is 0 or 1 ? 0 : Proportion.Normal975 * Math.Sqrt(variance) / Math.Abs(Math.Log(notYet));
            rows.Add(
                new TimeToConvert.VisitRow(
                    rows.Count + 1,
                    atRisk,
                    converted,
                    notYet,
                    Math.Pow(notYet, Math.Exp(half)),
                    Math.Pow(notYet, Math.Exp(-half))
                )
            );
        }

        return rows;
    }
}
