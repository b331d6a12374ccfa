using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>Where visitors stand in the relationship: new, returning, dormant, won back.</summary>
public static class Lifecycle
{
    private const long MillisecondsADay = 86_400_000;

    /// <summary>The state is that of the last day seen: 0 new, 1 returning, 2 won back.</summary>
    public static readonly Measure LastSeen = Measure.OfVisitor(
        "last_seen",
        1,
        ["last_day", "state"],
        it => [Seen(it)]
    );

    private static readonly string[] States = ["new", "returning", "wonBack"];

    /// <param name="DormantAfterDays">Whoever has not come for more days is dormant.</param>
    public sealed record Stand(int DormantAfterDays, IReadOnlyList<Row> Rows);

    /// <param name="State"><c>new</c>: one visit so far; <c>returning</c>; <c>wonBack</c>: came in the latest visit
    /// after a pause that makes dormant; <c>dormant</c>.</param>
    public sealed record Row(string State, long Visitors);

    /// <param name="now">As of when.</param>
    internal static Stand Of(ReportSums sums, DateTimeOffset now)
    {
        var today = sums.Calendar.Day(now.ToUnixTimeMilliseconds());
        var found = sums.Of(LastSeen)
            .ToLookup(
                it => today - it.Cell.Number1 > Attempts.LapseDays ? "dormant" : States[it.Cell.Number2],
                it => it.Count
            );
        return new Stand(
            Attempts.LapseDays,
            [.. States.Append("dormant").Select(state => new Row(state, found[state].Sum()))]
        );
    }

    private static Cell Seen(MeasuredJourney of)
    {
        var visits = of.Journey.Visits;
        var state =
            visits.Length == 1 ? 0
            : visits[^1].Start - visits[^2].End > Attempts.LapseDays * MillisecondsADay ? 2
            : 1;
        return new Cell(of.Rules.Calendar.Day(visits[^1].End), state);
    }
}
