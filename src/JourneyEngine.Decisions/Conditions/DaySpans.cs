using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Conditions;

internal static class DaySpans
{
    public static bool Includes(this DaySpan span, double? days) =>
        days >= span.From && (span.To is null || days < span.To);

    public static bool Covers(DaySpan? wide, DaySpan? narrow) =>
        wide is null || (narrow is not null && wide.From <= narrow.From && (wide.To is null || narrow.To <= wide.To));

    public static IEnumerable<string> Errors(string word, DaySpan? span)
    {
        if (span is not null && (span.From < 0 || span.To <= span.From))
            yield return $"{word}.from is at least 0, and {word}.to after it.";
    }
}
