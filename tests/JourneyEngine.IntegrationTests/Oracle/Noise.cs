using System.Text;
using System.Text.Json.Nodes;
using static JourneyEngine.IntegrationTests.Oracle.Story;

namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>How the world tells of an act: in any spelling, of any order, twice, and among programs.</summary>
internal sealed class Noise(Random random)
{
    private static readonly string[] Invisible = ["\u200B", "\uFEFF", "\u200E", "\u200F", "\u2060", "\u202B", "\u2067"];
    private static readonly string[] Hosts = ["shop.example", "www.shop.example", "SHOP.example", "WWW.Shop.Example"];

    private static readonly string[] Programs =
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "curl/8.5.0",
    ];

    private const string Browser =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    /// <returns>Batches, with duplicates and programs among them.</returns>
    public List<JsonObject[]> Batches(IEnumerable<Act> acts)
    {
        var calls = acts.SelectMany(Told).ToArray();
        random.Shuffle(calls);
        var batches = new List<JsonObject[]>();
        for (var i = 0; i < calls.Length; i += batches[^1].Length)
            batches.Add([.. calls.Skip(i).Take(random.Next(1, 100))]);
        return batches;
    }

    public string Name(string name) =>
        random.Next(6) switch
        {
            0 => name + " ",
            1 => $" {name}\t",
            2 => name.Normalize(NormalizationForm.FormD),
            3 => name.Insert(random.Next(name.Length + 1), One(random, Invisible)),
            4 => name.Replace(" ", "\u00A0 "),
            _ => name,
        };

    public string Path(string path) =>
        random.Next(7) switch
        {
            0 => Escaped(path),
            1 => Escaped(path).ToLowerInvariant(),
            2 => "/" + path,
            3 => path + "/",
            4 => path.Replace("/", "//"),
            5 => Escaped(path.Normalize(NormalizationForm.FormD)) + "/",
            _ => path,
        };

    private IEnumerable<JsonObject> Told(Act act)
    {
        var call = Call(act, Browser);
        yield return call;
        if (random.Next(10) == 0)
            yield return (JsonObject)call.DeepClone();
        if (random.Next(10) == 0)
            yield return Call(
                Deed(
                    random,
                    random.Next(2) == 0 ? act.Visitor : "program" + random.Next(9),
                    act.At.AddMinutes(random.Next(50))
                ),
                One(random, Programs)
            );
    }

    public JsonObject Call(Act act, string agent = Browser)
    {
        var page = new JsonObject();
        var context = new JsonObject { ["userAgent"] = agent, ["page"] = page };
        Place(act, page, context);
        if (act.Referrer is { } host)
            page["referrer"] = Referrer(host);
        return new JsonObject
        {
            ["type"] = act.Kind,
            ["messageId"] = Guid.NewGuid().ToString(),
            ["anonymousId"] = act.Visitor,
            [act.Kind == "track" ? "event" : "name"] = Name(act.Name),
            ["timestamp"] = act.At.ToString("yyyy-MM-ddTHH:mm:ss'Z'"),
            ["context"] = context,
        };
    }

    /// <summary>The path by itself, or the address that it is part of.</summary>
    private void Place(Act act, JsonObject page, JsonObject context)
    {
        var host = One(random, Hosts);
        var path = act.Path is null ? null : Path(act.Path);
        var (query, named) = Campaign(act.Campaign);
        if (named is not null)
            context["campaign"] = new JsonObject { ["name"] = named };
        if (path is not null && random.Next(2) == 0)
            page["path"] = path;
        if (path is not null && (page["path"] is null || query.Length > 0 || random.Next(2) == 0))
            page["url"] = $"https://{host}{path}{query}";
        if (page["url"] is not null && act.Referrer is null && random.Next(3) == 0)
            page["referrer"] = $"https://{One(random, Hosts)}/";
    }

    private string Referrer(string host) =>
        (host, random.Next(4)) switch
        {
            ("xn--7dbee7eg.example", < 2) => "https://חדשות.example/",
            (_, 0) => $"https://www.{host}/a?b=c",
            (_, 1) => $"http://{host.ToUpperInvariant()}/",
            (_, 2) => $"https://{host}./",
            _ => $"https://{host}",
        };

    private (string Query, string? Named) Campaign(string? name)
    {
        if (name is null)
            return (random.Next(3) == 0 ? "?utm_campaign=" : "", null);
        var escaped = Uri.EscapeDataString(name);
        return random.Next(9) switch
        {
            0 => ("?utm_campaign=" + escaped, null),
            1 => ("?UTM_Campaign=" + escaped.ToLowerInvariant(), null),
            2 => ("?a=b&amp;utm_campaign=" + escaped, null),
            3 => ("#utm_campaign=" + escaped, null),
            4 => ($"?utm_source=x&utm_campaign={Uri.EscapeDataString(escaped)}", null),
            5 => ($"?utm_campaign={escaped.Replace("%20", "+")}+", null),
            6 => ("?utm_source=" + escaped, null),
            7 => ("", name.ToUpperInvariant() + " "),
            _ => ("", $"\u200F{name}\u200B"),
        };
    }

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
