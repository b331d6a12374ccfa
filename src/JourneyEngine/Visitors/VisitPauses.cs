using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>How long visitors stay away between two visits.</summary>
public static class VisitPauses
{
    internal const string Pause = "pause";
    private const int LastVisit = 20;
    private const int LastDay = 999;
    private const int Days = 1_000;
    private const long MillisecondsADay = 86_400_000;

    /// <param name="AfterVisit">Number of the visit before the pause; 20 stands for all later ones.</param>
    /// <param name="Days">Whole days; 999 stands for all longer ones.</param>
    /// <param name="Visitors">Who paused so; after visit 20 each pause counts.</param>
    public sealed record Row(int AfterVisit, int Days, long Visitors);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        for (var visit = 1; visit < journey.Visits.Length; visit++)
        {
            var days = (journey.Visits[visit].Start - journey.Visits[visit - 1].End) / MillisecondsADay;
            yield return new Tally(Pause, "", 0, Tallies.CohortDay(journey), (Math.Min(visit, LastVisit) * Days) + (int)Math.Min(days, LastDay));
        }
    }

    internal static IReadOnlyList<Row> Rows(ReportSums sums) => [.. sums.Of(Pause).Select(it => new Row(it.Key / Days, it.Key % Days, it.Count))];
}
