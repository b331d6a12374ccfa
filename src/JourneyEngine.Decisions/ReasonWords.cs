using System.Collections;
using System.Globalization;
using System.Resources;

namespace JourneyEngine.Decisions;

/// <summary>The sentences that say why a content is shown.</summary>
/// <remarks>
/// English in <c>ReasonWords.resx</c>, Hebrew in <c>ReasonWords.he.resx</c>. The English ones are part of every
/// decision that is stored: the language is the one asked for, never that of the machine. Names are often in Latin
/// letters: isolated, they do not turn a Hebrew sentence around them (Unicode Annex 9).
/// </remarks>
internal static class ReasonWords
{
    private static readonly ResourceManager Resources = new(typeof(ReasonWords));
    private static readonly Lazy<IReadOnlyDictionary<string, string>> InHebrew = new(() =>
        Of(CultureInfo.GetCultureInfo("he"))
    );

    public static IReadOnlyDictionary<string, string> English { get; } = Of(CultureInfo.InvariantCulture);

    public static IReadOnlyDictionary<string, string> Hebrew => InHebrew.Value;

    private static Dictionary<string, string> Of(CultureInfo language)
    {
        var words =
            Resources.GetResourceSet(language, createIfNotExists: true, tryParents: false)
            ?? throw new MissingManifestResourceException(
                $"The words of reasons in '{language}' are not beside the program."
            );
        return words.Cast<DictionaryEntry>().ToDictionary(it => (string)it.Key, it => (string)it.Value!);
    }
}
