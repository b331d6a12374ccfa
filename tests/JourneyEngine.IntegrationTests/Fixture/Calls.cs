using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests;

/// <summary>Segment calls, as a web app makes them.</summary>
internal static class Calls
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static JsonObject Page(string visitor, string name, DateTimeOffset at, string? userId = null) =>
        new()
        {
            ["type"] = "page",
            ["messageId"] = Guid.NewGuid().ToString(),
            ["anonymousId"] = visitor,
            ["userId"] = userId,
            ["name"] = name,
            ["timestamp"] = at.ToString("O"),
        };

    public static JsonObject Track(string visitor, string what, DateTimeOffset at) =>
        new()
        {
            ["type"] = "track",
            ["messageId"] = Guid.NewGuid().ToString(),
            ["anonymousId"] = visitor,
            ["event"] = what,
            ["timestamp"] = at.ToString("O"),
        };

    /// <summary>Sends calls, and sees that every one is accepted.</summary>
    public static async Task Accepted(this Site site, params JsonNode[] calls) =>
        (await Site.Receipts(await site.Batch(calls)))
            .Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["accepted"] = calls.Length });
}
