using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Trends;

/// <summary>The intervals that figures are shown by: hours, days, weeks or months of a site's calendar. Each is numbered
/// from that of 1 January 1970, and is known by its first hour.</summary>
/// <param name="Bit">Its own in a set of intervals.</param>
/// <param name="Usual">How many are shown where nobody says from which day on.</param>
/// <param name="InAYear">How many there are from an interval to the one of a year later that is compared with it: of
/// hours, days and weeks 52 weeks, so that the days of the week are the same.</param>
/// <param name="Of">The number of the interval that an hour is in.</param>
/// <param name="FirstHour">The first hour of an interval.</param>
internal sealed record Interval(
    string Name,
    int Bit,
    int Usual,
    int InAYear,
    Func<SiteCalendar, int, int> Of,
    Func<SiteCalendar, int, int> FirstHour
)
{
    /// <summary>The usual one first.</summary>
    public static readonly IReadOnlyList<Interval> All =
    [
        new("day", 1, 28, 364, (_, hour) => SiteCalendar.DayOfHour(hour), (_, day) => day * SiteCalendar.HoursADay),
        new("hour", 2, 24, 364 * SiteCalendar.HoursADay, (_, hour) => hour, (_, hour) => hour),
        new(
            "week",
            4,
            12,
            52,
            (calendar, hour) => calendar.Week(SiteCalendar.DayOfHour(hour)),
            (calendar, week) => calendar.FirstDay(week) * SiteCalendar.HoursADay
        ),
        new(
            "month",
            8,
            12,
            12,
            (_, hour) => SiteCalendar.Month(SiteCalendar.DayOfHour(hour)),
            (_, month) => SiteCalendar.FirstDayOfMonth(month) * SiteCalendar.HoursADay
        ),
    ];

    public static Interval Named(string name) => All.Single(it => it.Name == name);
}
