using System.Globalization;
using System.Text.RegularExpressions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Http;

/// <summary>A moment as people and programs ask for it: ISO 8601, and nothing that could be read in another
/// order.</summary>
public static partial class IsoTime
{
    /// <summary>What is right, for whoever is told that theirs is not.</summary>
    public const string Form = "a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z";

    /// <param name="calendar">Of the site that is asked about: its clocks are meant where no zone is given.</param>
    /// <returns>Null for a text that is not there, or empty.</returns>
    /// <exception cref="UnacceptableException">422; it says what would be right.</exception>
    public static DateTimeOffset? Parameter(string name, string? text, SiteCalendar calendar) =>
        string.IsNullOrEmpty(text) ? null
        : TryRead(text, out var moment, calendar) ? moment
        : throw new UnacceptableException($"'{name}' takes {Form} (in an address, '+' is written %2B).");

    /// <summary>A day is its first moment.</summary>
    /// <param name="calendar">Whose clocks are meant where no zone is given; UTC where left out.</param>
    public static bool TryRead(string? text, out DateTimeOffset moment, SiteCalendar? calendar = null)
    {
        (var shape, moment) = (Shape().Match(text ?? ""), default);
        if (!shape.Success)
            return false;
        var invariant = CultureInfo.InvariantCulture;
        if (shape.Groups["zone"].Success)
            return DateTimeOffset.TryParse(text, invariant, DateTimeStyles.AdjustToUniversal, out moment);
        var isTime = DateTime.TryParse(text, invariant, out var local);
        moment = isTime ? (calendar ?? SiteCalendar.Default).Moment(local) : default;
        return isTime;
    }

    /// <summary>A day is all of it, up to its last millisecond; a moment is itself.</summary>
    /// <inheritdoc cref="TryRead"/>
    public static bool TryReadEnd(string? text, out DateTimeOffset moment, SiteCalendar calendar)
    {
        if (
            !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day == DateOnly.MaxValue
        )
            return TryRead(text, out moment, calendar);
        moment = calendar.StartOf(day.AddDays(1)).AddMilliseconds(-1);
        return true;
    }

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(?<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?\z"
    )]
    private static partial Regex Shape();
}
