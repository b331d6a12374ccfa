using JourneyEngine.Contracts;
using NodaTime;
using NodaTime.TimeZones;

namespace JourneyEngine.Decisions.Folding;

/// <summary>The days and weeks of a site, by its time zone and first day of the week. The zones come with the program, so
/// that every host counts alike.</summary>
public sealed record SiteCalendar
{
    public const int HoursADay = 24;

    private const int DaysAWeek = 7;
    private const int MonthsAYear = 12;
    private const int FirstYear = 1970;

    private static readonly ZoneLocalMappingResolver Skipped = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnStartOfIntervalAfter
    );

    private readonly DateTimeZone _zone;

    /// <summary>1 January 1970 lies so many days after the first day of its week.</summary>
    private readonly int _intoWeek;

    private SiteCalendar(DateTimeZone zone, DayOfWeek weekStart)
    {
        (_zone, WeekStart) = (zone, weekStart);
        _intoWeek = (DayOfWeek.Thursday - weekStart + DaysAWeek) % DaysAWeek;
    }

    /// <summary>Of a site that has not chosen: UTC, and weeks from Monday (ISO 8601).</summary>
    public static SiteCalendar Default { get; } = new(DateTimeZone.Utc, DayOfWeek.Monday);

    /// <summary>Which edition of the IANA time zone database is known.</summary>
    public static string Edition => DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>Names of the time zones that there are.</summary>
    public static IReadOnlyCollection<string> TimeZones => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>Names of the days that a week can begin with.</summary>
    public static IReadOnlyList<string> DayNames { get; } =
    [.. Enum.GetNames<DayOfWeek>().Select(it => it.ToLowerInvariant())];

    /// <summary>Name in the IANA time zone database.</summary>
    public string TimeZone => _zone.Id;

    public DayOfWeek WeekStart { get; }

    /// <summary>The first day of the week as settings name it.</summary>
    public string WeekStartName => DayNames[(int)WeekStart];

    /// <summary>A time zone, with weeks as they are by default; one that Windows calls otherwise is known, too.</summary>
    /// <remarks>A name that this edition does not know any more counts by the default.</remarks>
    public static SiteCalendar In(string timeZone) => Of(timeZone, Default.WeekStartName);

    /// <inheritdoc cref="In"/>
    public static SiteCalendar Of(string timeZone, string weekStart) =>
        new(
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(
                TimeZones.Contains(timeZone) ? timeZone : OfWindows(timeZone) ?? timeZone
            ) ?? DateTimeZone.Utc,
            Enum.TryParse<DayOfWeek>(weekStart, ignoreCase: true, out var day) ? day : Default.WeekStart
        );

    /// <returns>The default where the site has not chosen.</returns>
    public static SiteCalendar Of(CalendarChanged? change) =>
        change is null ? Default : Of(change.TimeZone, change.WeekStart);

    /// <summary>The zone of the IANA database that Windows calls otherwise.</summary>
    /// <returns>Null if Windows has no zone of this name.</returns>
    public static string? OfWindows(string name) =>
        TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.GetValueOrDefault(name);

    /// <param name="at">In milliseconds since 1970 UTC.</param>
    /// <returns>The site's day, in days since 1 January 1970.</returns>
    public int Day(long at) => (int)Floor(Local(at), NodaConstants.MillisecondsPerDay);

    /// <param name="at">In milliseconds since 1970 UTC.</param>
    /// <returns>0 to 23, as the site's clocks show it: where they are put back, an hour comes twice.</returns>
    public int Hour(long at) => HourNumber(at) - (Day(at) * HoursADay);

    /// <param name="at">In milliseconds since 1970 UTC.</param>
    /// <returns>The hour as the site's clocks show it, in hours since 1 January 1970: where they are put back, two hours
    /// have one number.</returns>
    public int HourNumber(long at) => (int)Floor(Local(at), NodaConstants.MillisecondsPerHour);

    /// <param name="hour">See <see cref="HourNumber"/>.</param>
    /// <returns>Its day, in days since 1 January 1970.</returns>
    public static int DayOfHour(int hour) => (int)Floor(hour, HoursADay);

    /// <param name="day">In days since 1 January 1970.</param>
    /// <returns>The number of its week; 0 is that of 1 January 1970.</returns>
    public int Week(int day) => (int)Floor(day + _intoWeek, DaysAWeek);

    /// <returns>The first day of a week, in days since 1 January 1970.</returns>
    public int FirstDay(int week) => (week * DaysAWeek) - _intoWeek;

    /// <param name="day">In days since 1 January 1970.</param>
    /// <returns>The number of its month; 0 is January 1970.</returns>
    public static int Month(int day)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        return ((date.Year - FirstYear) * MonthsAYear) + date.Month - 1;
    }

    /// <returns>The first day of a month, in days since 1 January 1970.</returns>
    public static int FirstDayOfMonth(int month) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch.AddMonths(month)).DayNumber
        - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>When an hour begins, by the site's clocks.</summary>
    /// <param name="hour">See <see cref="HourNumber"/>.</param>
    public DateTimeOffset StartOfHour(int hour) => Local(Moment(DateTime.UnixEpoch.AddHours(hour)));

    /// <summary>A moment as the site's clocks show it.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) =>
        IsAtAnEnd(moment.UtcDateTime)
            ? moment
            : moment.ToOffset(TimeSpan.FromMinutes(Offset(moment) / NodaConstants.SecondsPerMinute));

    /// <summary>The site's day at a moment.</summary>
    public DateOnly Date(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    /// <summary>The moment, in UTC, at which the site's clocks show this: the earlier one where they show it twice, and
    /// the first one after the gap where they skip it.</summary>
    public DateTimeOffset Moment(DateTime local) =>
        IsAtAnEnd(local)
            ? new DateTimeOffset(local, TimeSpan.Zero)
            : LocalDateTime.FromDateTime(local).InZone(_zone, Skipped).ToInstant().ToDateTimeOffset();

    /// <summary>When a day begins, in UTC; by the site's clocks that is not always midnight.</summary>
    public DateTimeOffset StartOf(DateOnly day) => Moment(day.ToDateTime(TimeOnly.MinValue));

    // No offset leads beyond the years that there are.
    private static bool IsAtAnEnd(DateTime moment) =>
        moment < DateTime.MinValue.AddDays(1) || moment > DateTime.MaxValue.AddDays(-1);

    // Of long ago there are offsets with seconds, which no stored time can have.
    private int Offset(DateTimeOffset moment) => _zone.GetUtcOffset(Instant.FromDateTimeOffset(moment)).Seconds;

    // Nearly every site that asks nothing else counts by UTC, and every interaction is asked for its day.
    private long Local(long at) =>
        ReferenceEquals(_zone, DateTimeZone.Utc)
            ? at
            : at + _zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(at)).Milliseconds;

    private static long Floor(long value, long unit) => (value / unit) - (value % unit < 0 ? 1 : 0);
}
