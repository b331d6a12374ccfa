using System.Globalization;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;

namespace JourneyEngine.Cli;

/// <summary>A moment as somebody gave it. Which one it is, the site's clocks tell where no zone is given.</summary>
/// <param name="Text">A day or a moment, in the form of <see cref="IsoTime"/> or of <see cref="RelativeTime"/>.</param>
/// <param name="Now">When it was given.</param>
internal sealed record GivenMoment(string Text, DateTimeOffset Now)
{
    /// <summary>What is right, for whoever is told that theirs is not.</summary>
    public const string Form = $"{IsoTime.Form}, or a time before now: {RelativeTime.Form}";

    public bool IsRead => IsoTime.TryRead(Text, out _) || IsRelative;

    /// <summary>Whether only the site's clocks tell which day it is.</summary>
    public bool IsDayOfSite => RelativeTime.Day(Text, Now, SiteCalendar.Default) is not null;

    private bool IsRelative => IsDayOfSite || RelativeTime.TryRead(Text, Now, out _);

    /// <summary>A day is its beginning.</summary>
    public DateTimeOffset By(SiteCalendar site) =>
        IsoTime.TryRead(IsoBy(site), out var moment, site) ? moment : default;

    /// <summary>A day is all of it.</summary>
    public DateTimeOffset EndBy(SiteCalendar site) =>
        IsoTime.TryReadEnd(IsoBy(site), out var moment, site) ? moment : default;

    /// <summary>The same in ISO 8601, as the engine takes it: a day stays one.</summary>
    public string IsoBy(SiteCalendar site) =>
        RelativeTime.Day(Text, Now, site) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : RelativeTime.TryRead(Text, Now, out var moment)
            ? moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture)
        : Text;
}
