using System.Globalization;
using System.Text.RegularExpressions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Cli;

/// <summary>A time as people say it who look back from now.</summary>
internal static partial class RelativeTime
{
    public const string Form = "-7d, -3h, -90m, -2w, yesterday, today or now";

    /// <param name="now">From which it is reckoned: a day back is 24 hours, whatever the clocks do.</param>
    /// <returns>False for a text that is no time before now, or one before the years that there are.</returns>
    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = now.ToUniversalTime();
        if (text == "now")
            return true;
        var back = Back().Match(text);
        if (!back.Success || !double.TryParse(back.Groups["many"].Value, CultureInfo.InvariantCulture, out var many))
            return false;
        var hours = back.Groups["unit"].Value switch
        {
            "m" => many / 60,
            "h" => many,
            "d" => many * 24,
            _ => many * 24 * 7,
        };
        if (hours > (moment - DateTimeOffset.UnixEpoch).TotalHours)
            return false;
        moment = moment.AddHours(-hours);
        return true;
    }

    /// <param name="calendar">Whose days are meant.</param>
    /// <returns>The day that is meant; null for a text that is not one.</returns>
    public static DateOnly? Day(string text, DateTimeOffset now, SiteCalendar calendar) =>
        text switch
        {
            "today" => calendar.Date(now),
            "yesterday" => calendar.Date(now).AddDays(-1),
            _ => null,
        };

    [GeneratedRegex(@"\A-(?<many>[0-9]{1,7})(?<unit>[mhdw])\z")]
    private static partial Regex Back();
}
