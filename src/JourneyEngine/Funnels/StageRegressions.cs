using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>Return visits that went no further than an earlier stage.</summary>
public static class StageRegressions
{
    internal const string Regressed = "regressed";
    private const int Places = 100;

    /// <param name="From">The furthest stage reached before the visit.</param>
    /// <param name="To">The furthest stage that the visit alone has evidence of; absent where it has none.</param>
    public sealed record Row(string From, string? To, long Visits);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        foreach (var funnel in rules.Funnels)
        {
            var reached = Standing.StagesReached(journey, rules, funnel);
            for (var i = 1; i < journey.Visits.Length; i++)
            {
                var before = Array.FindLastIndex(reached, it => it < journey.Visits[i].Start);
                var alone = before < 0 ? before : Standing.StageIn(journey, rules, funnel, i);
                if (alone < before)
                    yield return new Tally(Regressed, funnel.Name, funnel.Version, Tallies.CohortDay(journey), (before * Places) + alone + 1);
            }
        }
    }

    internal static IReadOnlyList<Row> Rows(ReportSums sums, FunnelDefined funnel) =>
    [
        .. sums.Of(Regressed).Select(it => new Row(funnel.Stages[it.Key / Places].Name, it.Key % Places == 0 ? null : funnel.Stages[(it.Key % Places) - 1].Name, it.Count)),
    ];
}
