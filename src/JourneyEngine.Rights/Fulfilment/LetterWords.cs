using System.Globalization;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Names the words of the letter, which is written in both languages.</summary>
/// <remarks>English in <c>LetterWords.resx</c>, Hebrew in <c>LetterWords.he.resx</c>.</remarks>
internal sealed class LetterWords
{
    private static readonly string[] Languages = ["en", "he"];

    /// <summary>Writes something once in each language.</summary>
    public static IReadOnlyList<T> InEach<T>(Func<string, T> write)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            return
            [
                .. Languages.Select(language =>
                {
                    CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                    return write(language);
                }),
            ];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
