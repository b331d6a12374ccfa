namespace JourneyEngine.Collection;

/// <summary>Programs say what they are in their user agent. They are kept, and kept out of visits, funnels and rewards.</summary>
internal static class FlagBots
{
    private static readonly string[] Tokens =
    [
        "bot", "crawler", "spider", "slurp", "curl/", "wget/", "python-requests", "python-urllib", "go-http-client", "libwww", "httpclient",
        "facebookexternalhit", "pingdom", "uptime", "monitor", "lighthouse", "phantomjs", "scrapy",
    ];

    public static Arrival Step(Arrival arrival) =>
        arrival.Interaction is { } interaction
        && arrival.Item.TextAt("context", "userAgent") is { } agent
        && IsBot(agent.Replace("cubot", "", StringComparison.OrdinalIgnoreCase))
            ? arrival with { Interaction = interaction with { Bot = true } }
            : arrival;

    // CUBOT is a make of telephones; its owners are people.
    private static bool IsBot(string agent) => Tokens.Any(token => agent.Contains(token, StringComparison.OrdinalIgnoreCase));
}
