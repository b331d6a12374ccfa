using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests;

/// <summary>What a web app does with a slot.</summary>
internal static class Slots
{
    public static Task<JsonObject> PutHero(this Site site, string policy = "rules", params string[] contents) =>
        site.PutHeroOf("weblog", policy, contents);

    /// <remarks>On a site whose visitors all agreed, so that it decides for everybody.</remarks>
    public static async Task<JsonObject> PutHeroOf(
        this Site site,
        string funnel,
        string policy = "rules",
        params string[] contents
    )
    {
        await site.Put("/v1/settings", new { mode = "personalize" });
        return await site.Put(
            "/v1/slots/hero",
            new
            {
                funnel,
                policy,
                @default = new { name = "welcome", value = "Hello" },
                contents = contents.Select(it => new { name = it, value = it }).ToArray(),
            }
        );
    }

    /// <summary>What the slot shows a visitor, and where it found the visitor to be.</summary>
    public static async Task<Shown> Hero(this Site site, string visitor)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } })
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        var decision = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var metadata = decision["metadata"]!;
        return new Shown(
            (string)decision["variant"]!,
            (Guid?)metadata["decisionId"] ?? Guid.Empty,
            (int)metadata["slotVersion"]!,
            (string?)metadata["stage"],
            (int)metadata["visitNumber"]!
        );
    }

    /// <returns>None where nothing is held of the visitor.</returns>
    public static async Task<JsonArray> Decisions(this Site site, string visitor)
    {
        var answer = await site.Ask($"/v1/visitors/{visitor}/decisions");
        return answer.StatusCode == HttpStatusCode.NotFound
            ? []
            : (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }
}

/// <param name="DecisionId">Empty where nothing was decided.</param>
internal sealed record Shown(string Variant, Guid DecisionId, int SlotVersion, string? Stage, int VisitNumber);
