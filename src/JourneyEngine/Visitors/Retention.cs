using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Visitors;

/// <summary>How many of those who came first in a week came again, week by week.</summary>
public static class Retention
{
    internal const string Retained = "retained";
    private const int Weeks = 1_000;
    private const int DaysAWeek = 7;
    private const long MillisecondsADay = 86_400_000;

    /// <summary>1 January 1970 was a Thursday: so many days after a Monday.</summary>
    private const int Thursday = 3;

    /// <param name="Cohort">Monday of the week of the first visit, UTC.</param>
    /// <param name="Week">Weeks since the visitor's own first day: 0 are its first seven days.</param>
    /// <param name="Visitors">Who came first in that week.</param>
    /// <param name="Returned">Those of them with a visit in that week of theirs.</param>
    /// <param name="Share">Returned of visitors, in [0, 1].</param>
    /// <param name="Complete">Whether that week is over for the whole cohort; before, the share still grows.</param>
    public sealed record Row(DateOnly Cohort, int Week, [property: Untraced] long Visitors, long Returned, double Share, bool Complete);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        var (first, last) = (Tallies.CohortDay(journey), -1);
        foreach (var visit in journey.Visits)
        {
            var week = Math.Min(Weeks - 1, ((int)(visit.Start / MillisecondsADay) - first) / DaysAWeek);
            if (week != last)
                yield return new Tally(Retained, "", 0, first, ((first + Thursday) / DaysAWeek * Weeks) + week);
            last = week;
        }
    }

    /// <param name="today">In days since 1970 UTC.</param>
    internal static IReadOnlyList<Row> Rows(ReportSums sums, int today) =>
    [
        .. sums.Of(Retained).GroupBy(it => it.Key / Weeks).SelectMany(cohort =>
        {
            var (monday, visitors) = ((cohort.Key * DaysAWeek) - Thursday, cohort.Where(it => it.Key % Weeks == 0).Sum(it => it.Count));
            return cohort.Select(it => new Row(
                DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(monday), it.Key % Weeks, visitors, it.Count, (double)it.Count / visitors,
                today >= monday + (DaysAWeek * ((it.Key % Weeks) + 2)) - 1));
        }),
    ];
}
