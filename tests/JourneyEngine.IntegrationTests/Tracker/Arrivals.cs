using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Tracker;

/// <summary>What of a tracker's messages is in the database.</summary>
internal static class Arrivals
{
    /// <summary>All stored interactions of a site, in order, as soon as there are so many.</summary>
    public static Task<List<Stored>> Arrived(this EngineFixture engine, Site site, int count) =>
        Eventually.Sees(() => engine.Interactions(site), it => it.Count >= count);

    public static async Task<List<Stored>> Interactions(this EngineFixture engine, Site site)
    {
        await using var command = engine.Database.CreateCommand(
            "select stream_id, data::text from journey.mt_events where tenant_id = $1 and type = "
                + "'interaction_recorded' order by seq_id"
        );
        command.Parameters.Add(new() { Value = site.Name });
        var stored = new List<Stored>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            stored.Add(
                new Stored(reader.GetString(0)["visitor/".Length..], JsonNode.Parse(reader.GetString(1))!.AsObject())
            );
        return stored;
    }

    /// <summary>A page of the shop, with the tracker on it.</summary>
    public static async Task<IPage> Visit(this IBrowserContext profile, Shop shop, string path = "/")
    {
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(shop.Address, path).ToString());
        await page.WaitForFunctionAsync("window.journey !== undefined");
        return page;
    }

    /// <param name="what">Slot and, perhaps, the page's own value, as JavaScript.</param>
    /// <param name="before">What happens in the same breath.</param>
    public static async Task<JsonObject> Decided(this IPage page, string what, string before = "0") =>
        JsonNode
            .Parse(await page.EvaluateAsync<string>($"{before}, journey.decide({what}).then(JSON.stringify)"))!
            .AsObject();

    /// <summary>As long as a mistake would need to come to light.</summary>
    public static Task Pass(this IPage page) => page.WaitForTimeoutAsync(400);

    /// <summary>The names in localStorage, without what goes before them.</summary>
    public static async Task<string[]> Kept(this IPage page) =>
        [.. (await page.EvaluateAsync<string[]>("Object.keys(localStorage)")).Select(it => it.Split(':')[2])];
}

internal sealed record Stored(string Visitor, JsonObject Data)
{
    public string Id => (string)Data["messageId"]!;

    public string? Name => (string?)Data["name"];

    public string? Path => (string?)Data["path"];
}
