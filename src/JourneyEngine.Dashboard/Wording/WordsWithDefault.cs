using Microsoft.Extensions.Localization;

namespace JourneyEngine.Dashboard.Wording;

internal static class WordsWithDefault
{
    /// <returns>The word of this key, or <paramref name="otherwise"/> if there is none: only some of the names that
    /// others choose have words.</returns>
    public static string Maybe(this IStringLocalizer words, string key, string otherwise) =>
        words[key] is { ResourceNotFound: false } word ? word : otherwise;
}
