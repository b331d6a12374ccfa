using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>How many of those who came first in a week came again, week by week.</summary>
public static class Retention
{
    private const int LastWeek = 999;
    private const int DaysAWeek = 7;

    /// <summary>The cohort is the number of the week of the first visit, the week that of the visitor's own, from
    /// 0.</summary>
    public static readonly Measure Retained = Measure.OfVisitor("retained", 1, ["cohort", "week"], Weeks);

    /// <param name="Cohort">First day of the week of the first visit.</param>
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
        var (calendar, first, last) = (of.Rules.Calendar, of.Day, -1);
        foreach (var visit in of.Journey.Visits)
        {
            var week = Math.Min(LastWeek, (calendar.Day(visit.Start) - first) / DaysAWeek);
            if (week != last)
                yield return new Cell(calendar.Week(first), week);
            last = week;
        }
    }

    /// <param name="now">As of when.</param>
    internal static IReadOnlyList<Row> Rows(ReportSums sums, DateTimeOffset now)
    {
        var today = sums.Calendar.Day(now.ToUnixTimeMilliseconds());
        return
        [
            .. sums.Of(Retained)
                .GroupBy(it => it.Cell.Number1, it => (Week: it.Cell.Number2, it.Count))
                .SelectMany(cohort =>
                {
                    var (begin, visitors) = (
                        sums.Calendar.FirstDay(cohort.Key),
                        cohort.Where(it => it.Week == 0).Sum(it => it.Count)
                    );
                    return cohort.Select(it => new Row(
                        DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(begin),
                        it.Week,
                        visitors,
                        it.Count,
                        (double)it.Count / visitors,
                        today >= begin + (DaysAWeek * (it.Week + 2)) - 1
                    ));
                }),
        ];
    }
}
