using System.Globalization;

namespace JourneyEngine.Rights.Pages;

/// <summary>Times as people say them, in UTC, with the months spelled out.</summary>
public static class Moments
{
    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Hebrew =
        ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"];

    public static string Say(DateTimeOffset at, string language) => $"{Day(at.UtcDateTime, language)}, {Clock(at)} UTC";

    public static string Span(DateTimeOffset start, DateTimeOffset end, string language) =>
        Clock(start) == Clock(end) ? Say(start, language)
        : language == "he" ? $"{Day(start.UtcDateTime, language)}, {Clock(start)} עד {Clock(end)} UTC"
        : $"{Day(start.UtcDateTime, language)}, {Clock(start)} to {Clock(end)} UTC";

    private static string Day(DateTime at, string language) => language == "he"
        ? string.Create(CultureInfo.InvariantCulture, $"{at.Day} ב{Hebrew[at.Month - 1]} {at.Year}")
        : string.Create(CultureInfo.InvariantCulture, $"{at.Day} {English[at.Month - 1]} {at.Year}");

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
