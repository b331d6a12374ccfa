using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>When in the day visitors come first, and how far their first visit takes them: what lets an unfinished day be set beside the same hours of another.</summary>
public static class StageArrivals
{
    internal const string Arrived = "arrived";
    private const int Places = 100;
    private const int HoursADay = 24;
    private const long MillisecondsAnHour = 3_600_000;

    /// <param name="Hour">Hour of the day of the first interaction, UTC, 0 to 23.</param>
    /// <param name="Stage">Furthest stage reached by the end of the first visit; absent before the first.</param>
    public sealed record Row(int Hour, string? Stage, long Visitors);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        var (first, hour) = (journey.Visits[0], (int)(journey.Visits[0].Start / MillisecondsAnHour % HoursADay));
        foreach (var funnel in rules.Funnels)
        {
            var stage = Array.FindLastIndex(Standing.StagesReached(journey, rules, funnel), it => it <= first.End);
            yield return new Tally(Arrived, funnel.Name, funnel.Version, Tallies.CohortDay(journey), (hour * Places) + stage + 1);
        }
    }

    internal static IReadOnlyList<Row> Rows(ReportSums sums, FunnelDefined funnel) =>
        [.. sums.Of(Arrived).Select(it => new Row(it.Key / Places, it.Key % Places == 0 ? null : funnel.Stages[(it.Key % Places) - 1].Name, it.Count))];
}
