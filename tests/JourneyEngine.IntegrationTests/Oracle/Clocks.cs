using System.Globalization;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>A site's clocks in 2026, from the laws of its country and from no database.</summary>
/// <param name="Begins">When summer time began.</param>
/// <param name="Ends">When it ended.</param>
internal sealed record Clocks(
    string Zone,
    DayOfWeek WeekStart,
    TimeSpan Winter,
    DateTimeOffset Begins,
    DateTimeOffset Ends
)
{
    public static readonly Clocks Utc = new("UTC", DayOfWeek.Monday, default, default, default);

    public static readonly Clocks Jerusalem = new(
        "Asia/Jerusalem",
        DayOfWeek.Sunday,
        TimeSpan.FromHours(2),
        new DateTimeOffset(2026, 3, 27, 0, 0, 0, default),
        new DateTimeOffset(2026, 10, 24, 23, 0, 0, default)
    );

    public static readonly Clocks NewYork = new(
        "America/New_York",
        DayOfWeek.Saturday,
        TimeSpan.FromHours(-5),
        new DateTimeOffset(2026, 3, 8, 7, 0, 0, default),
        new DateTimeOffset(2026, 11, 1, 6, 0, 0, default)
    );

    public DateTime Local(DateTimeOffset at) =>
        at.UtcDateTime + Winter + (at >= Begins && at < Ends ? TimeSpan.FromHours(1) : default);

    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    public DateOnly Week(DateTimeOffset at)
    {
        var day = Day(at);
        return day.AddDays(-(((int)day.DayOfWeek - (int)WeekStart + 7) % 7));
    }

    /// <summary>On which the clocks are put forward; any other day where they never are.</summary>
    public DateOnly ShortDay => Begins == default ? new DateOnly(2026, 3, 8) : Day(Begins);

    public object Settings =>
        new
        {
            mode = "personalize",
            timeZone = Zone,
            weekStart = WeekStart.ToString().ToLower(CultureInfo.InvariantCulture),
        };
}
