namespace JourneyEngine.Tests.Decisions;

/// <summary>Days and hours of a few time zones in 2015 to 2029, by offsets written down from their laws.</summary>
internal static class NaiveClock
{
    private const long Minute = 60_000;

    public static readonly string[] Zones =
    [
        "UTC",
        "Asia/Kolkata",
        "America/Phoenix",
        "Etc/GMT-14",
        "Asia/Jerusalem",
        "America/New_York",
    ];

    public static int Day(string zone, long at) =>
        DateOnly.FromDateTime(Local(zone, at)).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    public static DateTime Local(string zone, long at) => DateTime.UnixEpoch.AddMilliseconds(at + Offset(zone, at));

    private static long Offset(string zone, long at)
    {
        var utc = DateTime.UnixEpoch.AddMilliseconds(at);
        return Minute
            * zone switch
            {
                "UTC" => 0,
                "Asia/Kolkata" => 330,
                "America/Phoenix" => -7 * 60,
                "Etc/GMT-14" => 14 * 60,
                // From the Friday before the last Sunday of March, 2:00, to the last Sunday of October, 2:00.
                "Asia/Jerusalem" => utc >= Last(DayOfWeek.Sunday, utc.Year, 3).AddDays(-2)
                && utc < Last(DayOfWeek.Sunday, utc.Year, 10).AddHours(-1)
                    ? 180
                    : 120,
                // From the second Sunday of March, 2:00, to the first Sunday of November, 2:00.
                "America/New_York" => utc >= First(DayOfWeek.Sunday, utc.Year, 3).AddDays(7).AddHours(7)
                && utc < First(DayOfWeek.Sunday, utc.Year, 11).AddHours(6)
                    ? -4 * 60
                    : -5 * 60,
                _ => throw new ArgumentOutOfRangeException(nameof(zone), zone, null),
            };
    }

    private static DateTime First(DayOfWeek day, int year, int month) =>
        Enumerable.Range(1, 7).Select(it => new DateTime(year, month, it)).Single(it => it.DayOfWeek == day);

    private static DateTime Last(DayOfWeek day, int year, int month) =>
        Enumerable.Range(25, 7).Select(it => new DateTime(year, month, it)).Single(it => it.DayOfWeek == day);
}
