using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Predictions;

/// <summary>What a model may know, and what it is held against.</summary>
/// <param name="Until">Nothing that occurred later is fitted to.</param>
/// <param name="End">Up to when what came later is looked at, to judge it; the same where nothing did.</param>
internal sealed record TrainingWindow(DateTimeOffset Until, DateTimeOffset End)
{
    /// <summary>How much is kept back to judge a model that is fitted to all there is.</summary>
    public static readonly TimeSpan KeptBack = TimeSpan.FromDays(28);

    /// <summary>A model of returning is held against as many later days at least: of fewer, hardly anybody can
    /// come.</summary>
    public const int FewestDays = 7;

    /// <summary>Up to when a model may look, to be held against what came until a moment.</summary>
    public static DateTimeOffset OldEnough(DateTimeOffset until) => until.AddDays(-FewestDays);

    /// <summary>The part that a model like this one is judged by: what came later, or what is kept back; one of
    /// returning only by a week at least.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Judged => End > Until ? (Until, End) : (Until - KeptBack, Until);

    /// <param name="until">A day, which is included, or a moment; the last interaction where left out.</param>
    /// <param name="evaluateUntil">The same.</param>
    /// <param name="calendar">Of the site.</param>
    /// <param name="last">When the last interaction of the site was, as far as it is known.</param>
    /// <exception cref="UnacceptableException">One of them is no time, or they lie the wrong way round.</exception>
    public static TrainingWindow Of(
        string? until,
        string? evaluateUntil,
        DateTimeOffset now,
        DateTimeOffset last,
        SiteCalendar calendar
    )
    {
        var known = Moment("until", until, calendar) ?? last;
        // Of what came after the last interaction nothing is known, which is not that nobody came.
        var end = Moment("evaluateUntil", evaluateUntil, calendar) ?? (known > last ? known : last);
        // What is still to come tells nothing.
        var window = new TrainingWindow(known, end < now ? end : now);
        return window.Until < DateTimeOffset.UnixEpoch
                ? throw new UnacceptableException(
                    "until is not before 1970: nothing is known of then.",
                    StatusCodes.Status422UnprocessableEntity
                )
            : window.Until > now || window.End < window.Until
                ? throw new UnacceptableException("until is not later than now, and evaluateUntil not before it.")
            : window;
    }

    private static DateTimeOffset? Moment(string field, string? text, SiteCalendar calendar) =>
        text is null ? null
        : IsoTime.TryReadEnd(text, out var moment, calendar) ? moment
        : throw new UnacceptableException($"{field} takes {IsoTime.Form}.");
}
