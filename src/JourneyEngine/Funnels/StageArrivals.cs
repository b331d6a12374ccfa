using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>When in the day visitors come first, and how far their first visit takes them: what lets an unfinished day
/// be set beside the same hours of another.</summary>
public static class StageArrivals
{
    /// <summary>Of the stage its place, from 1; 0 before the first.</summary>
    public static readonly Measure Arrived = Measure.OfFunnel(
        "arrived",
        1,
        ["hour", "stage"],
        (of, funnel) => [Arrival(of, funnel)]
    );

    /// <param name="Hour">Hour of the day of the first interaction by the site's clocks, 0 to 23.</param>
    /// <param name="Stage">Furthest stage reached by the end of the first visit; absent before the first.</param>
    public sealed record Row(int Hour, string? Stage, long Visitors);

    internal static IReadOnlyList<Row> Rows(ReportSums sums, FunnelDefined funnel) =>
        [
            .. sums.Of(Arrived)
                .Select(it => new Row(
                    it.Cell.Number1,
                    it.Cell.Number2 == 0 ? null : funnel.Stages[it.Cell.Number2 - 1].Name,
                    it.Count
                )),
        ];

    private static Cell Arrival(MeasuredJourney of, JourneyInFunnel funnel)
    {
        var first = of.Journey.Visits[0];
        return new Cell(
            of.Rules.Calendar.Hour(first.Start),
            Array.FindLastIndex(funnel.StagesReached, it => it <= first.End) + 1
        );
    }
}
