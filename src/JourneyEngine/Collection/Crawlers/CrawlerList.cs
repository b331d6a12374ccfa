using System.Text.Json;

namespace JourneyEngine.Collection.Crawlers;

/// <summary>Crawlers, previews, monitors and libraries that say in their user agent what they are: the list
/// crawler-user-agents, whose version and licence stand beside it.</summary>
internal static class CrawlerList
{
    private const string File = "crawler-user-agents.json";

    /// <summary>Patterns of the list that telephones and browsers of people match as well, and what is taken instead;
    /// null if they are left out.</summary>
    internal static readonly IReadOnlyDictionary<string, string?> Corrections = new Dictionary<string, string?>
    {
        // A build of Android that many telephones have, and Facebook's own browser in its app.
        [@"AP3A\.240617\.008"] = null,
        ["MetaIAB Facebook"] = null,
        // HTC Butterfly, ViewSonic, HTC Speedy and Spreadtrum's L008 are telephones and tablets.
        ["Butterfly"] = @"Butterfly\/",
        ["Sonic"] = @"(^|[^w])Sonic\/",
        ["speedy"] = "Speedy Spider",
        [@"008\/"] = @"(^|; )008\/",
        // A browser for one site each on a Mac.
        ["Fluid"] = null,
        // Cốc Cốc, Sogou and Freespoke have browsers of their own.
        ["coccoc"] = @"coccoc(bot|\/|$)",
        [@"Freespoke\/"] = @"compatible; Freespoke\/",
        ["Sogou"] = @"Sogou [A-Za-z]+ [sS]pider",
        // An app that fetches begins with its name; a page that somebody reads in the app has it after the browser's.
        ["Blackboard"] = "^Blackboard",
        ["WhatsApp"] = "^WhatsApp",
        ["Viber"] = "^Viber",
        [@"PayPal\/"] = @"^PayPal\/",
        [@"Notion\/"] = @"^Notion\/",
        [@"Tumblr\/"] = @"^Tumblr\/",
        [@"Instapaper\/"] = @"^Instapaper\/",
        [@"Bluesky\/"] = @"^Bluesky\/",
        [@"Grammarly\/"] = @"^Grammarly\/",
    };

    /// <param name="Pattern">A regular expression; upper and lower case differ.</param>
    /// <param name="Instances">User agents that were seen.</param>
    internal sealed record Crawler(string Pattern, string[]? Instances);

    public static Crawler[] Read()
    {
        using var list = typeof(CrawlerList).Assembly.GetManifestResourceStream(File)!;
        return JsonSerializer.Deserialize<Crawler[]>(list, JsonSerializerOptions.Web)!;
    }

    public static IEnumerable<string> Patterns() =>
        Read().Select(it => Corrections.GetValueOrDefault(it.Pattern, it.Pattern)).OfType<string>();
}
