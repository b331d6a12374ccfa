using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Returns;

/// <summary>How often and how lately a visitor came back: all that the prediction of returns looks at. A day with
/// visits counts once.</summary>
/// <param name="Count">Days with visits after the first.</param>
/// <param name="Last">Days from the first day with a visit to the last.</param>
/// <param name="Age">Days from the first day with a visit to the day that is looked from.</param>
public readonly record struct RepeatVisits(int Count, int Last, int Age)
{
    /// <param name="until">The last moment that is known, in milliseconds since 1970 UTC; what comes later is not
    /// looked at.</param>
    /// <param name="calendar">Of the site, whose days are counted.</param>
    /// <returns>Null if the visitor had not come yet.</returns>
    public static RepeatVisits? Of(Journey journey, long until, SiteCalendar calendar)
    {
        int? first = null,
            last = null;
        var count = 0;
        foreach (var visit in journey.Visits)
        {
            if (visit.Start > until)
                break;
            var day = calendar.Day(visit.Start);
            if (first is null)
                first = day;
            else if (day != last)
                count++;
            last = day;
        }

        return first is { } began ? new RepeatVisits(count, last!.Value - began, calendar.Day(until) - began) : null;
    }

    /// <summary>How many days with visits lie after one moment and not after another.</summary>
    public static int Between(Journey journey, long after, long until, SiteCalendar calendar) =>
        journey
            .Visits.Where(it => it.Start <= until)
            .Select(it => calendar.Day(it.Start))
            .Where(it => it > calendar.Day(after))
            .Distinct()
            .Count();
}
