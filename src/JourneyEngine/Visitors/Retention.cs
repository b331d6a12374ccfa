using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>How many of those who came first in a week came again, week by week.</summary>
public static class Retention
{
    private const int LastWeek = 999;
    private const int DaysAWeek = 7;
    private const long MillisecondsADay = 86_400_000;

    /// <summary>1 January 1970 was a Thursday: so many days after a Monday.</summary>
    private const int Thursday = 3;

    /// <summary>The cohort is the number of the week of the first visit, the week that of the visitor's own, from
    /// 0.</summary>
    public static readonly Measure Retained = Measure.OfVisitor("retained", 1, ["cohort", "week"], Weeks);

    /// <param name="Cohort">Monday of the week of the first visit, UTC.</param>
    /// <param name="Week">Weeks since the visitor's own first day: 0 are its first seven days.</param>
    /// <param name="Visitors">Who came first in that week.</param>
    /// <param name="Returned">Those of them with a visit in that week of theirs.</param>
    /// <param name="Share">Returned of visitors, in [0, 1].</param>
    /// <param name="Complete">Whether that week is over for the whole cohort; before, the share still grows.</param>
    public sealed record Row(
        DateOnly Cohort,
        int Week,
        [property: Untraced] long Visitors,
        long Returned,
        double Share,
        bool Complete
    );

    private static IEnumerable<Cell> Weeks(MeasuredJourney of)
    {
        var (first, last) = (of.Day, -1);
        foreach (var visit in of.Journey.Visits)
        {
            var week = Math.Min(LastWeek, ((int)(visit.Start / MillisecondsADay) - first) / DaysAWeek);
            if (week != last)
                yield return new Cell((first + Thursday) / DaysAWeek, week);
            last = week;
        }
    }

    /// <param name="today">In days since 1970 UTC.</param>
    internal static IReadOnlyList<Row> Rows(ReportSums sums, int today) =>
        [
            .. sums.Of(Retained)
                .GroupBy(it => it.Cell.Number1, it => (Week: it.Cell.Number2, it.Count))
                .SelectMany(cohort =>
                {
                    var (monday, visitors) = (
                        (cohort.Key * DaysAWeek) - Thursday,
                        cohort.Where(it => it.Week == 0).Sum(it => it.Count)
                    );
                    return cohort.Select(it => new Row(
                        DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(monday),
                        it.Week,
                        visitors,
                        it.Count,
                        (double)it.Count / visitors,
                        today >= monday + (DaysAWeek * (it.Week + 2)) - 1
                    ));
                }),
        ];
}
