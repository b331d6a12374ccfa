using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;

namespace JourneyEngine.Cli;

/// <summary>A moment as somebody gave it. Which one it is, the site's clocks tell where no zone is given.</summary>
/// <param name="Text">A day or a moment, in the form of <see cref="IsoTime"/>.</param>
internal sealed record GivenMoment(string Text)
{
    /// <summary>A day is its beginning.</summary>
    public DateTimeOffset By(SiteCalendar site) => IsoTime.TryRead(Text, out var moment, site) ? moment : default;

    /// <summary>A day is all of it.</summary>
    public DateTimeOffset EndBy(SiteCalendar site) => IsoTime.TryReadEnd(Text, out var moment, site) ? moment : default;
}
