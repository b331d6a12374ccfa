using System.Globalization;

namespace JourneyEngine.Dashboard.Wording;

/// <summary>The words and numbers of the dashboard in one language.</summary>
public sealed class Words
{
    private readonly IReadOnlyDictionary<string, string> _words;

    internal IReadOnlyDictionary<string, string> All => _words;

    private Words(string language, IReadOnlyDictionary<string, string> words) => (Language, _words) = (language, words);

    public static Words English { get; } = new("en", EnglishWords.All.Concat(EnglishReportWords.All).Concat(EnglishEditWords.All).ToDictionary());

    public static Words Hebrew { get; } = new("he", HebrewWords.All.Concat(HebrewReportWords.All).Concat(HebrewEditWords.All).ToDictionary());

    public string Language { get; }

    public string Direction => Language == "he" ? "rtl" : "ltr";

    public string this[string key] => _words[key];

    public string Of(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, _words[key], values);

    /// <summary>A word where there is one, else what was said.</summary>
    public string Maybe(string key, string otherwise) => _words.GetValueOrDefault(key) ?? otherwise;
}
