using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Erasure;

/// <summary>What a site asks when a visitor is to be forgotten.</summary>
internal static class Erasing
{
    /// <returns>What the visitor gets.</returns>
    public static async Task<JsonObject> Erase(this Site site, string visitor)
    {
        var answer = await site.TryErase(visitor);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public static Task<HttpResponseMessage> TryErase(this Site site, string visitor) =>
        site.Send(HttpMethod.Post, "/v1/privacy/erase", site.AdminKey, JsonContent.Create(new { visitor }));
}
