using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Cli.Import;

/// <summary>A page view out of a line of a web server's log, with no more of the visitor than is needed to know a
/// return.</summary>
/// <remarks>The visitor is a keyed mark of address and family of the browser; the address, the query and where exactly
/// the visitor came from go no further than this.</remarks>
internal static class ReadWeblogLine
{
    private static readonly HashSet<string> Assets = new(StringComparer.OrdinalIgnoreCase)
    {
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".avif",
        ".ico",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".mp3",
        ".mp4",
        ".webm",
    };

    // In this order: Edge and Opera say that they are Chrome, too, and Chrome that it is Safari.
    private static readonly string[] Families =
    [
        "Edg",
        "OPR",
        "Firefox",
        "Chrome",
        "Safari",
        "MSIE",
        "Trident",
        "Opera",
    ];

    public static LineRead Of(FileLine line, Salt salt)
    {
        if (line.Bytes is not { } bytes)
            return LineRead.Wrong(1, $"the line is longer than {FileLines.Longest / 1024} KB");
        var text = Encoding.UTF8.GetString(bytes).TrimEnd('\r');
        if (text.Length == 0)
            return new(null, "empty");
        var (log, column, expected) = CombinedLog.Read(text);
        return log is null ? LineRead.Wrong(column, "expected " + expected)
            : WhyNot(log) is { } reason ? new(null, reason)
            : new(Call(log, ReadSegmentLine.MarkOf(line, salt), salt));
    }

    private static string? WhyNot(CombinedLog log) =>
        log.Method != "GET" ? "not a GET"
        : log.Status is not ((>= 200 and < 300) or 304) ? "not answered with a page"
        : Assets.Contains(Path.GetExtension(PathOf(log))) ? "part of a page"
        : null;

    private static JsonObject Call(CombinedLog log, string mark, Salt salt)
    {
        var path = PathOf(log);
        var page = new JsonObject { ["path"] = path };
        if (Campaign(log.Target) is { Length: > 0 } campaign)
            page["search"] = "?" + campaign;
        if (Uri.TryCreate(log.Referrer, UriKind.Absolute, out var referrer))
            page["referrer"] = referrer.GetLeftPart(UriPartial.Authority);
        return new JsonObject
        {
            ["type"] = "page",
            ["messageId"] = "weblog-" + mark,
            ["anonymousId"] = "w" + salt.Mark(Encoding.UTF8.GetBytes(log.Host + " " + Family(log.Agent))),
            ["name"] = NormalPath.Of(path).Split('/', StringSplitOptions.RemoveEmptyEntries) is [var first, ..]
                ? first
                : "home",
            ["timestamp"] = log.Time.ToUniversalTime().ToString("O"),
            ["context"] = new JsonObject { ["page"] = page, ["userAgent"] = log.Agent },
        };
    }

    private static string Campaign(string target) =>
        string.Join('&', AddressCampaign.Parameters(target).Select(it => $"{it.Name}={it.Value}"));

    private static string PathOf(CombinedLog log) => log.Target.Split('?', '#')[0];

    private static string Family(string? agent) =>
        Array.Find(Families, it => agent?.Contains(it, StringComparison.Ordinal) == true) ?? "other";
}
