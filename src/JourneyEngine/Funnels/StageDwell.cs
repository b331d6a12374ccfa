using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>How long visitors stay at a stage before they reach a further one.</summary>
public static class StageDwell
{
    internal const string Dwell = "dwell";
    private const int Stages = 100;
    private const int Days = 1_000;
    private const long MillisecondsADay = 86_400_000;

    /// <param name="Next">The further stage that was reached first.</param>
    /// <param name="MedianDays">Whole days from reaching the stage to reaching the next; 999 stands for more.</param>
    public sealed record Row(string Stage, string Next, long Visitors, int MedianDays);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        foreach (var funnel in rules.Funnels)
        {
            var reached = Standing.StagesReached(journey, rules, funnel);
            for (var stage = 0; stage < reached.Length; stage++)
            {
                if (reached[stage] is { } at && Next(reached, stage, at) is { } next)
                    yield return new Tally(Dwell, funnel.Name, funnel.Version, Tallies.CohortDay(journey), (((stage * Stages) + next.Stage) * Days) + (int)Math.Min((next.At - at) / MillisecondsADay, Days - 1));
            }
        }
    }

    internal static IReadOnlyList<Row> Rows(ReportSums sums, FunnelDefined funnel) =>
    [
        .. sums.Of(Dwell).GroupBy(it => it.Key / Days).Select(it => new Row(
            funnel.Stages[it.Key / Stages].Name, funnel.Stages[it.Key % Stages].Name, it.Sum(one => one.Count), ReportSums.Median([.. it.Select(one => (one.Key % Days, one.Count))])!.Value)),
    ];

    /// <returns>The first further stage that was reached later; of several at once the furthest.</returns>
    private static (int Stage, long At)? Next(long?[] reached, int stage, long at)
    {
        (int Stage, long At)? next = null;
        for (var further = stage + 1; further < reached.Length; further++)
        {
            if (reached[further] is { } then && then > at && then <= (next?.At ?? long.MaxValue))
                next = (further, then);
        }

        return next;
    }
}
