using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Returns;

/// <summary>How often and how lately a visitor came back: all that the prediction of returns looks at. A day with
/// visits counts once.</summary>
/// <param name="Count">Days with visits after the first.</param>
/// <param name="Last">Days from the first day with a visit to the last.</param>
/// <param name="Age">Days from the first day with a visit to the day that is looked from.</param>
public readonly record struct RepeatVisits(int Count, int Last, int Age)
{
    private const long MillisecondsADay = 24L * 60 * 60 * 1000;

    /// <param name="until">The last moment that is known, in milliseconds since 1970 UTC; what comes later is not
    /// looked at.</param>
    /// <returns>Null if the visitor had not come yet.</returns>
    public static RepeatVisits? Of(Journey journey, long until)
    {
        int? first = null,
            last = null;
        var count = 0;
        foreach (var visit in journey.Visits)
        {
            if (visit.Start > until)
                break;
            var day = Day(visit.Start);
            if (first is null)
                first = day;
            else if (day != last)
                count++;
            last = day;
        }

        return first is { } began ? new RepeatVisits(count, last!.Value - began, Day(until) - began) : null;
    }

    /// <summary>How many days with visits lie after one moment and not after another.</summary>
    public static int Between(Journey journey, long after, long until) =>
        journey
            .Visits.Where(it => it.Start <= until)
            .Select(it => Day(it.Start))
            .Where(it => it > Day(after))
            .Distinct()
            .Count();

    /// <summary>On how many days after one moment, and not after another, a visitor can come.</summary>
    public static int DaysBetween(long after, long until) => Day(until) - Day(after);

    private static int Day(long time) => (int)Math.Floor((double)time / MillisecondsADay);
}
