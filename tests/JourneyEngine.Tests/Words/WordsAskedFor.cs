using System.Text.RegularExpressions;
using JourneyEngine.Dashboard.Drafts;
using JourneyEngine.Dashboard.Reports;
using JourneyEngine.Dashboard.SignIn;

namespace JourneyEngine.Tests.Words;

/// <summary>The keys of words that code asks for: as they are written there, and as they are put together.</summary>
internal static partial class WordsAskedFor
{
    private static readonly string[] Visitors = ["page", "track", "screen", "other"];

    /// <summary>Keys that are put together, of all that can be put in.</summary>
    private static readonly Dictionary<string, string[]> PutTogether = new()
    {
        ["Dashboard/Pages/PageWords"] =
        [
            .. Each("theme.", "auto", "light", "dark"),
            .. Each("role.", [.. Roles.All]),
            .. Each("campaigns.by.", "campaign", "referrer", "landing"),
            .. Each("compare.", "0", "1"),
            .. Each("funnel.order.", "ordered", "strict", "any"),
            .. Each("trends.metric.", "visitors", "visits", "returns", "conversions", "rate"),
            .. Each("trends.interval.", "hour", "day", "week", "month"),
            .. Each("trends.visit.", "none", "1", "2", "3"),
            .. Each("trends.compare.", "none", "previous", "year"),
            "converting.holds",
            "converting.abstains",
            "returning.holds",
            "returning.abstains",
        ],
        ["Dashboard/Tiles/TileWords"] =
        [
            .. Each("policy.", [.. SlotFields.Policies]),
            .. Each("trouble.", Enum.GetNames<ApiError>()),
            .. Enum.GetNames<ApiError>().Select(it => $"trouble.{it}.next"),
        ],
        ["Rights/Pages/Words"] =
        [
            .. Each("kind.", Visitors),
            .. Each("act.", Visitors),
            .. Each("mode.", "none", "measure", "personalize"),
            .. Each("purpose.", "measure", "personalize", "updates", "birthday", "nearby"),
            .. Each("detail.", "email", "phone", "birth_date", "residence"),
            .. Each("said.", "choose", "tell", "untell", "forget-visit", "separate"),
            .. Enumerable.Range(1, 12).Select(it => $"month.{it}"),
            .. new[] { "known", "choices", "details", "shown", "take", "forget", "notice" }.Select(it => it + ".title"),
        ],
    };

    /// <summary>Keys of names that others choose, of which some have words.</summary>
    private static readonly string[] WhereKnown =
    [
        "unit.",
        "lifecycle.",
        "requests.type.",
        "acts.actor.",
        "acts.action.",
        "purpose.",
    ];

    public static IEnumerable<string> In(WordPair words) =>
        words
            .Sources(ofTheFolder: true)
            .SelectMany(it => Plain().Matches(it))
            .Select(it => it.Groups["key"].Value)
            .Concat(PutTogether.GetValueOrDefault(words.ToString(), []))
            .Concat(words.ToString() == "Dashboard/Pages/PageWords" ? OfPages(words) : [])
            .Distinct();

    public static bool IsWhereKnown(string key) => WhereKnown.Any(it => key.StartsWith(it, StringComparison.Ordinal));

    /// <summary>What tiles ask of the page that they are on: its title, what it is for, and how its figures are
    /// defined.</summary>
    private static IEnumerable<string> OfPages(WordPair words)
    {
        foreach (var text in words.Sources(ofTheFolder: true))
        {
            foreach (Match frame in Frame().Matches(text))
            foreach (var key in new[] { ".title", ".lead" })
                yield return frame.Groups["name"].Value + key;
            foreach (var tile in text.Split("<Tile ").Skip(1).Select(it => it.Split("<Chart>")[0].Split("<Table>")[0]))
                yield return "definition."
                    + (Definition().Match(tile) is { Success: true } own ? own : Report().Match(tile))
                        .Groups["name"]
                        .Value;
        }
    }

    private static string[] Each(string prefix, params string[] names) => [.. names.Select(it => prefix + it)];

    // The first argument as it is written; what is put together is listed above.
    [GeneratedRegex(
        @"(?<!On\.)\b(?:[Ww]ords\[|this\[|Of\(|Say\(words, )(?:[^""\]]*\? )?""(?<key>\w[^""{}]*)""\s*[\],)]"
    )]
    private static partial Regex Plain();

    [GeneratedRegex(@"<PageFrame On=""this"" Name=""(?<name>\w+)""")]
    private static partial Regex Frame();

    [GeneratedRegex(@"\bDefinition=""(?<name>[\w.-]+)""")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bReport=""(?<name>[\w.-]+)""")]
    private static partial Regex Report();
}
