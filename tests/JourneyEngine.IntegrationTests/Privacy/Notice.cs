using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Privacy;

/// <summary>What a site's admin does with its notice and with what it does not declare.</summary>
internal static class Notice
{
    public static Task<JsonObject> Publish(this Site site, string notice) =>
        site.Put("/v1/notice", JsonNode.Parse(notice)!);

    public static async Task<JsonArray> SetAside(this Site site) =>
        (
            await (
                await site.Send(HttpMethod.Get, "/v1/quarantine?limit=1000", site.AdminKey, null)
            ).Content.ReadFromJsonAsync<JsonArray>()
        )!;

    public static async Task<Redriven> Redrive(this Site site)
    {
        var answer = await site.Send(HttpMethod.Post, "/v1/quarantine/redrive", site.AdminKey, null);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Redriven>())!;
    }

    public static JsonObject Item(string type, string visitor, string? name = null, string? properties = null) =>
        new()
        {
            ["type"] = type,
            ["messageId"] = Guid.NewGuid().ToString(),
            ["anonymousId"] = visitor,
            ["name"] = name,
            ["timestamp"] = Calls.Noon.ToString("O"),
            ["properties"] = properties is null ? null : JsonNode.Parse(properties),
        };
}

internal sealed record Redriven(int Accepted, int Duplicate, int Conflict, int Refused, int Quarantined);
