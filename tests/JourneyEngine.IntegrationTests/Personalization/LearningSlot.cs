using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Personalization;

/// <summary>A slot that learns from what visitors accept, and visitors who accept what is good.</summary>
internal static class LearningSlot
{
    /// <summary>A visitor comes, is offered something, and accepts whatever is good.</summary>
    public static async Task<(string Content, bool Accepted)> Visit(Site site, string visitor)
    {
        await site.Accepted(Calls.Page(visitor, "blog", Calls.Noon));
        var content = (string)(await Decision(site, visitor))["content"]!;
        await site.Accepted(
            Calls.Track(visitor, content == "good" ? "Signed up" : "Scrolled", Calls.Noon.AddMinutes(2))
        );
        return (content, content == "good");
    }

    public static async Task<JsonObject> Decision(Site site, string visitor)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } })
        );
        var decision = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return await site.Get($"/v1/decisions/{(string)decision["metadata"]!["decisionId"]!}");
    }

    public static async Task<JsonObject> Learn(Site site)
    {
        var answer = await site.Send(HttpMethod.Post, "/v1/posteriors/hero", site.AdminKey, null);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public static async Task<Site> Prepared(
        EngineFixture engine,
        double holdout,
        string policy = "learning",
        string? shadow = null
    )
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        await Prepare(site, holdout, policy, shadow);
        return site;
    }

    public static Task<JsonObject> Prepare(
        Site site,
        double holdout,
        string policy = "learning",
        string? shadow = null,
        string accepted = "Signed up"
    ) =>
        site.Put(
            "/v1/slots/hero",
            new
            {
                policy,
                shadow,
                holdout,
                outcome = new
                {
                    accepted = new[] { new { kind = "track", name = accepted } },
                    declined = new[] { new { name = "Closed" } },
                    withinHours = 2,
                },
                @default = new { name = "plain", value = 0 },
                contents = new object[] { new { name = "good", value = 1 }, new { name = "bad", value = 2 } },
            }
        );
}
