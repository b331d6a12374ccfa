using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Limits;

[Collection(DecidingTests.Name)]
public sealed class content_is_asked_for_visitors_who_are_made_up(EngineFixture engine)
{
    private const int Asked = 50;

    [Theory]
    [InlineData("/ofrep/v1/evaluate/flags/hero", false)]
    [InlineData("/ofrep/v1/evaluate/flags", false)]
    [InlineData("/ofrep/v1/evaluate/flags/hero", true)]
    public async Task with_nothing_stored(string path, bool isServer)
    {
        var site = await SiteWithHero();
        if (isServer)
            site = await site.AsServer();

        for (var i = 0; i < Asked; i++)
        {
            var metadata = await Metadata(await Ask(site, path, $"made-up-{i}"));
            ((string?)metadata["because"]).Should().Be("never seen");
            ((int)metadata["visitNumber"]!).Should().Be(0);
            metadata.AsObject().Should().NotContainKey("decisionId");
        }

        (
            await engine.Column(
                $"select id from journey.mt_streams where tenant_id = '{site.Name}' and id like 'visitor%'"
            )
        )
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task until_they_come()
    {
        var site = await SiteWithHero();
        var tag = (await Ask(site, "/ofrep/v1/evaluate/flags/hero", "comes")).Headers.ETag!;
        (await Ask(site, "/ofrep/v1/evaluate/flags/hero", "comes", tag.ToString()))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotModified);

        await site.Accepted(Calls.Page("comes", "blog", Calls.Noon));
        var decided = await Ask(site, "/ofrep/v1/evaluate/flags/hero", "comes", tag.ToString());

        ((string?)(await decided.Content.ReadFromJsonAsync<JsonObject>())!["variant"]).Should().Be("b1");
        (await site.Decisions("comes")).Should().ContainSingle();
    }

    private async Task<Site> SiteWithHero()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        return site;
    }

    private static async Task<HttpResponseMessage> Ask(Site site, string path, string visitor, string? tag = null) =>
        await site.Send(
            HttpMethod.Post,
            path,
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = visitor } }),
            tag
        );

    private static async Task<JsonNode> Metadata(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return (body["flags"]?[0] ?? body)["metadata"]!;
    }
}
