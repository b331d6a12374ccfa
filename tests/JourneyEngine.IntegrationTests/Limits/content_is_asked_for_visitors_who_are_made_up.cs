using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http.Limits;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(HostTests.Name)]
public sealed class content_is_asked_for_visitors_who_are_made_up(EngineFixture engine)
{
    private const string From = "198.51.100.40";

    [Fact]
    public async Task until_nothing_is_stored_of_more_of_them()
    {
        await using var host = await LimitedHost.Start(engine, new LimitSettings { NewVisitors = 3 });
        var site = await host.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        (await host.Client(From).Collect(site.WriteKey, "known")).EnsureSuccessStatusCode();

        var asked = new List<string?>();
        for (var i = 0; i < 50; i++)
            asked.Add(await Decision(host, site, From, $"made-up-{i}"));

        asked.Take(3).Should().NotContainNulls();
        asked.Skip(3).Should().AllBeEquivalentTo<string?>(null, "the default is no decision");
        (await Decision(host, site, From, "known")).Should().NotBeNull();
        (await Decision(host, site, "198.51.100.41", "made-up-50")).Should().NotBeNull();
        (
            await engine.Column(
                $"select stream_id from journey.mt_events where tenant_id = '{site.Name}' and type = 'content_offered'"
            )
        )
            .Should()
            .HaveCount(5);
    }

    /// <returns>Its id; null where nothing was decided.</returns>
    private static async Task<string?> Decision(LimitedHost host, Site site, string from, string visitor)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/ofrep/v1/evaluate/flags/hero")
        {
            Content = JsonContent.Create(new { context = new { targetingKey = visitor } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", site.WriteKey);
        var answer = await host.Client(from).SendAsync(request);
        answer.IsSuccessStatusCode.Should().BeTrue();
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["metadata"]!["decisionId"];
    }
}
