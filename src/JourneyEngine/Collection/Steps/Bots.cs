using System.Buffers;

namespace JourneyEngine.Collection.Steps;

/// <summary>Programs say what they are in their user agent. They are kept, and kept out of visits, funnels and
/// rewards.</summary>
internal static class Bots
{
    private static readonly SearchValues<string> Tokens = SearchValues.Create(
        [
            "bot",
            "crawler",
            "spider",
            "slurp",
            "curl/",
            "wget/",
            "python-requests",
            "python-urllib",
            "go-http-client",
            "libwww",
            "httpclient",
            "facebookexternalhit",
            "pingdom",
            "uptime",
            "monitor",
            "lighthouse",
            "phantomjs",
            "scrapy",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    // CUBOT is a make of telephones; its owners are people.
    public static bool Send(string? userAgent) =>
        userAgent?.Replace("cubot", "", StringComparison.OrdinalIgnoreCase).AsSpan().ContainsAny(Tokens) == true;
}
