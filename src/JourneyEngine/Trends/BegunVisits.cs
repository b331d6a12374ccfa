using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Trends;

/// <summary>Visits by the hour in which they began, and what came of them.</summary>
/// <remarks>Kept by the hour, and by visit number up to the tenth: a day has some thousand sums at most, however many
/// visitors it had.</remarks>
internal static class BegunVisits
{
    /// <summary>Visits with a greater number are counted with this one.</summary>
    public const int LastVisit = 10;

    /// <summary>Of a visit the intervals that it is the visitor's first of, as a set of bits: added up over an interval,
    /// these are its visitors.</summary>
    public static readonly Measure All = Measure.OfVisitor(
        "visits_begun",
        1,
        ["hour", "visit", "first_of"],
        Begun,
        dayOf: Day
    );

    /// <summary>Visits of those who had not converted in an earlier one; converted is 1 if they did in this.</summary>
    public static readonly Measure AtRisk = Measure.OfFunnel(
        "visits_at_risk",
        1,
        ["hour", "visit", "converted"],
        Tried,
        dayOf: Day
    );

    private static int Day(Cell cell) => SiteCalendar.DayOfHour(cell.Number1);

    private static IEnumerable<Cell> Begun(MeasuredJourney of)
    {
        var (hours, calendar) = (of.Once(Hours), of.Rules.Calendar);
        for (var i = 0; i < hours.Length; i++)
        {
            var firstOf = 0;
            foreach (var interval in Interval.All)
            {
                if (i == 0 || interval.Of(calendar, hours[i]) != interval.Of(calendar, hours[i - 1]))
                    firstOf |= interval.Bit;
            }

            yield return new Cell(hours[i], Math.Min(i + 1, LastVisit), firstOf);
        }
    }

    private static IEnumerable<Cell> Tried(MeasuredJourney of, JourneyInFunnel funnel)
    {
        var hours = of.Once(Hours);
        var tried = Math.Min(funnel.ConvertedInVisit ?? hours.Length, hours.Length);
        for (var visit = 1; visit <= tried; visit++)
            yield return new Cell(
                hours[visit - 1],
                Math.Min(visit, LastVisit),
                visit == funnel.ConvertedInVisit ? 1 : 0
            );
    }

    private static int[] Hours(MeasuredJourney of) =>
        [.. of.Journey.Visits.Select(it => of.Rules.Calendar.HourNumber(it.Start))];
}
