using System.Buffers;

namespace JourneyEngine.Collection;

/// <summary>Programs say what they are in their user agent. They are kept, and kept out of visits, funnels and rewards.</summary>
internal static class FlagBots
{
    private static readonly SearchValues<string> Tokens = SearchValues.Create(
    [
        "bot", "crawler", "spider", "slurp", "curl/", "wget/", "python-requests", "python-urllib", "go-http-client", "libwww", "httpclient",
        "facebookexternalhit", "pingdom", "uptime", "monitor", "lighthouse", "phantomjs", "scrapy",
    ], StringComparison.OrdinalIgnoreCase);

    public static Arrival Step(Arrival arrival) =>
        arrival.Interaction is { } interaction
        && arrival.Call.UserAgent is { } agent
        && IsBot(agent.Replace("cubot", "", StringComparison.OrdinalIgnoreCase))
            ? arrival with { Interaction = interaction with { Bot = true } }
            : arrival;

    // CUBOT is a make of telephones; its owners are people.
    private static bool IsBot(string agent) => agent.AsSpan().ContainsAny(Tokens);
}
