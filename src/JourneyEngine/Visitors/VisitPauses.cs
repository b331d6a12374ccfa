using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>How long visitors stay away between two visits.</summary>
public static class VisitPauses
{
    private const int LastVisit = 20;
    private const int LastDay = 999;
    private const long MillisecondsADay = 86_400_000;

    public static readonly Measure Pause = Measure.OfVisitor("pause", 1, ["after_visit", "days"], Pauses);

    /// <param name="AfterVisit">Number of the visit before the pause; 20 stands for all later ones.</param>
    /// <param name="Days">Whole days; 999 stands for all longer ones.</param>
    /// <param name="Visitors">Who paused so; after visit 20 each pause counts.</param>
    public sealed record Row(int AfterVisit, int Days, long Visitors);

    internal static IReadOnlyList<Row> Rows(ReportSums sums) =>
        [.. sums.Of(Pause).Select(it => new Row(it.Cell.Number1, it.Cell.Number2, it.Count))];

    private static IEnumerable<Cell> Pauses(MeasuredJourney of)
    {
        var visits = of.Journey.Visits;
        for (var visit = 1; visit < visits.Length; visit++)
        {
            var days = (visits[visit].Start - visits[visit - 1].End) / MillisecondsADay;
            yield return new Cell(Math.Min(visit, LastVisit), (int)Math.Min(days, LastDay));
        }
    }
}
