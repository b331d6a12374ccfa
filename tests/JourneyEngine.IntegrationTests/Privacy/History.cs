using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Log;

namespace JourneyEngine.IntegrationTests.Privacy;

/// <summary>Facts of an export, written by hand.</summary>
internal static class History
{
    public static JsonObject Page(string visitor, DateTimeOffset at, DateTimeOffset? received = null) =>
        Event(
            visitor,
            new InteractionRecorded(Guid.NewGuid().ToString(), "page", "home", null, null, null, at, received ?? at)
        );

    public static JsonObject Link(string visitor, string user, DateTimeOffset received) =>
        Event(visitor, new IdentityLinked(Guid.NewGuid().ToString(), visitor, user, received, Vouched: true));

    public static JsonObject Choice(string visitor, bool granted, string source, DateTimeOffset at) =>
        Event(visitor, Chosen(granted, source, at));

    public static ConsentChanged Chosen(bool granted, string source, DateTimeOffset at)
    {
        string[] measure = [Purpose.Measure];
        var choices = granted ? new Choices(measure, []) : new Choices([], measure);
        return new ConsentChanged(Guid.NewGuid().ToString(), choices, 0, null, null, source, at, at);
    }

    /// <returns>What became of each, as <see cref="Site.Receipts"/> has it.</returns>
    public static async Task<Dictionary<string, int>> Imported(this Site site, params JsonNode[] facts) =>
        await Site.Receipts(
            await site.Send(HttpMethod.Post, "/v1/history", site.AdminKey, JsonContent.Create(new JsonArray(facts)))
        );

    private static JsonObject Event(string visitor, object fact) =>
        StoredCloudEvent.Of(
            new StoredEvent(
                1,
                "old",
                StreamNames.Visitor(visitor),
                1,
                StoredFacts.NameOf(fact.GetType()),
                JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), FactJson.Options),
                DateTimeOffset.UtcNow
            ),
            visitor
        );
}
