using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Predictions;

/// <summary>Fits a model now.</summary>
internal static class Fitting
{
    public static Task<JsonObject> Fits(this Site site, object asked) => site.Fit("returns", asked);

    public static Task<JsonObject> FitsConversions(this Site site, object asked) => site.Fit("conversions", asked);

    private static async Task<JsonObject> Fit(this Site site, string model, object asked)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/predictions/" + model,
            site.AdminKey,
            JsonContent.Create(asked)
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
