namespace JourneyEngine.Contracts;

/// <summary>Where a site's days and weeks begin.</summary>
/// <param name="TimeZone">Name in the IANA time zone database, such as <c>Asia/Jerusalem</c>.</param>
/// <param name="WeekStart">Its first day of the week, in English and small letters.</param>
[StoredName("calendar_changed")]
public sealed record CalendarChanged(string TimeZone, string WeekStart, DateTimeOffset At);
