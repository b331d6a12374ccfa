using System.Buffers;
using System.Text.RegularExpressions;
using BitFaster.Caching.Lru;
using JourneyEngine.Collection.Crawlers;

namespace JourneyEngine.Collection.Steps;

/// <summary>Programs say what they are in their user agent. They are kept, and kept out of visits, funnels and
/// rewards.</summary>
/// <remarks>Most of the list are plain names, which are looked for all at once; the rest is one automaton, whose time is
/// linear in the length of what anybody sends.</remarks>
internal static partial class Bots
{
    private const int Remembered = 1_000;
    private const int LongestRemembered = 500;

    /// <summary>What no list has to name: words that end in bot (not CUBOT, a make of telephones), an address to write
    /// to, browsers that nobody looks at, libraries, and the one word of an exported fact or of an older tracker.</summary>
    private const string OwnSigns =
        @"(?i:(?:[^u\W]|[^c\W]u|\bu)bots?(?:\b|_)|\bbots?[/.]|crawl|spider(?:\b|_)|\+https?://|gecko; compatible"
        + @"|headless|prerender|phantomjs|validator|\b(?:curl|wget)/|libwww-?perl|http-?client|^(?:bot|spider|lighthouse)$)";

    internal static readonly Regex Forms;
    private static readonly SearchValues<string> Names;
    private static readonly ConcurrentLru<string, bool> Known = new(Remembered);

    static Bots()
    {
        var patterns = CrawlerList.Patterns().ToLookup(it => PlainName().IsMatch(it));
        Names = SearchValues.Create(
            [.. patterns[true].Select(it => Escape().Replace(it, "$1"))],
            StringComparison.Ordinal
        );
        Forms = new Regex(
            string.Join('|', patterns[false].Append(OwnSigns).Select(it => $"(?:{it})")),
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
    }

    public static bool Send(string? userAgent) =>
        userAgent is not null
        && (userAgent.Length <= LongestRemembered ? Known.GetOrAdd(userAgent, IsOfBot) : IsOfBot(userAgent));

    /// <remarks>What a telephone is called (XBot, Spider 8, M bot tab) tells nothing of who holds it.</remarks>
    private static bool IsOfBot(string userAgent)
    {
        var said = Model().Replace(userAgent, "$1");
        return said.AsSpan().ContainsAny(Names) || Forms.IsMatch(said);
    }

    [GeneratedRegex(@"(Android [\d.]+; (?:[a-z]{2}[-_][A-Za-z]{2}; )?)[^;()]*")]
    private static partial Regex Model();

    [GeneratedRegex(@"^(?:[^\\^$.|?*+()\[\]{}]|\\[^\w\s])*$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
