using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Keys;

/// <summary>Keys that have names, and what they open.</summary>
internal static class NamedKeys
{
    /// <summary>A site whose keys have names.</summary>
    public static async Task<Site> Named(EngineFixture engine)
    {
        var first = await engine.NewSite();
        var keys = new Dictionary<string, string>();
        foreach (var (name, scope) in new[] { ("shop-1", "write"), ("reading", "read"), ("running", "admin") })
            keys[name] = (string)(await Put(first, name, new { scope })).Body["key"]!;
        foreach (
            var unnamed in (
                await (
                    await first.Send(HttpMethod.Get, "/v1/keys", first.AdminKey, null)
                ).Content.ReadFromJsonAsync<JsonArray>()
            )!
                .Select(it => (string)it!["name"]!)
                .Where(it => !keys.ContainsKey(it))
        )
            (await first.Send(HttpMethod.Delete, $"/v1/keys/{unnamed}", keys["running"], null))
                .StatusCode.Should()
                .Be(HttpStatusCode.NoContent);
        return first with { WriteKey = keys["shop-1"], ReadKey = keys["reading"], AdminKey = keys["running"] };
    }

    public static async Task<(HttpStatusCode Status, JsonObject Body)> Put(Site site, string name, object body)
    {
        var answer = await site.Send(HttpMethod.Put, $"/v1/keys/{name}", site.AdminKey, JsonContent.Create(body));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    public static Task<HttpStatusCode> Sends(Site site, string key, string? origin = null) =>
        Status(
            site,
            "/v1/batch",
            key,
            new JsonObject { ["batch"] = new JsonArray(Calls.Page("v1", "home", Calls.Noon)) },
            origin
        );

    public static async Task<HttpStatusCode> Status(Site site, string path, string key, JsonNode body, string? origin)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return (await http.SendAsync(request)).StatusCode;
    }
}
