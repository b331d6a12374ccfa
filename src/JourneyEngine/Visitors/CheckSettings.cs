using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Settings;

namespace JourneyEngine.Visitors;

/// <summary>What is wrong with settings as somebody asks for them.</summary>
internal static class CheckSettings
{
    private const int LongestGap = 24 * 60;

    public static IEnumerable<string> Errors(ChangeSettings.Changes body)
    {
        if (body.VisitGapMinutes is < 1 or > LongestGap)
            yield return $"visitGapMinutes is 1 to {LongestGap}.";
        if (body.WidestReturnInterval is <= 0 or > 1)
            yield return "widestReturnInterval is above 0, and at most 1.";
        if (body.WidestConversionInterval is <= 0 or > 1)
            yield return "widestConversionInterval is above 0, and at most 1.";
        if (body.Mode is { } mode && !ModeNames.All.Contains(mode))
            yield return $"mode is one of {string.Join(", ", ModeNames.All)}.";
        if (body.Recognise is { } recognise && !RecogniseNames.All.Contains(recognise))
            yield return $"recognise is one of {string.Join(", ", RecogniseNames.All)}.";
        if (body.TimeZone is { } zone && !SiteCalendar.TimeZones.Contains(zone))
            yield return "timeZone is a name of the IANA time zone database, such as Asia/Jerusalem."
                + (Near(zone) is { } near ? $" Did you mean '{near}'?" : "");
        if (body.WeekStart is { } day && !SiteCalendar.DayNames.Contains(day))
            yield return $"weekStart is one of {string.Join(", ", SiteCalendar.DayNames)}.";
    }

    /// <summary>What people call a zone that the database calls otherwise: by its name in Windows, by a city alone, or
    /// misspelled.</summary>
    /// <returns>Null if none is near.</returns>
    private static string? Near(string zone)
    {
        int Distance(string known) =>
            Math.Min(
                EditDistance.Between(zone, known),
                EditDistance.Between(zone, known[(known.LastIndexOf('/') + 1)..].Replace('_', ' '))
            );
        return SiteCalendar.OfWindows(zone) is { } known ? known
            : SiteCalendar.TimeZones.MinBy(Distance) is { } nearest && Distance(nearest) <= zone.Length / 3 ? nearest
            : null;
    }
}
