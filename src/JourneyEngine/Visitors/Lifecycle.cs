using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>Where visitors stand in the relationship: new, returning, dormant, won back.</summary>
public static class Lifecycle
{
    internal const string LastSeen = "last_seen";
    private const int Kinds = 3;
    private const long MillisecondsADay = 86_400_000;

    private static readonly string[] States = ["new", "returning", "wonBack"];

    /// <param name="DormantAfterDays">Whoever has not come for more days is dormant.</param>
    public sealed record Stand(int DormantAfterDays, IReadOnlyList<Row> Rows);

    /// <param name="State"><c>new</c>: one visit so far; <c>returning</c>; <c>wonBack</c>: came in the latest visit after a pause that makes dormant; <c>dormant</c>.</param>
    public sealed record Row(string State, long Visitors);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        var visits = journey.Visits;
        var kind = visits.Length == 1 ? 0 : visits[^1].Start - visits[^2].End > Attempts.LapseDays * MillisecondsADay ? 2 : 1;
        yield return new Tally(LastSeen, "", 0, Tallies.CohortDay(journey), ((int)(visits[^1].End / MillisecondsADay) * Kinds) + kind);
    }

    /// <param name="today">In days since 1970 UTC.</param>
    internal static Stand Of(ReportSums sums, int today)
    {
        var found = sums.Of(LastSeen).Select(it => (State: today - (it.Key / Kinds) > Attempts.LapseDays ? "dormant" : States[it.Key % Kinds], it.Count)).ToLookup(it => it.State, it => it.Count);
        return new Stand(Attempts.LapseDays, [.. States.Append("dormant").Select(state => new Row(state, found[state].Sum()))]);
    }
}
