using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Host.Docs;

namespace JourneyEngine.IntegrationTests.Funnels;

[Collection(EngineTests.Name)]
public sealed class definitions_are_listed(EngineFixture engine)
{
    [Fact]
    public async Task with_the_read_key_by_name_and_version()
    {
        var site = await engine.NewSite();
        (await Listed(site, "/v1/slots")).Should().BeEmpty();
        await site.Put("/v1/funnels/shop", JsonNode.Parse(ConfigureExamples.Funnel)!);
        await site.Put("/v1/slots/hero", JsonNode.Parse(ConfigureExamples.Slot)!);
        await site.Put("/v1/slots/banner/top ž", new { @default = new { name = "d", value = 1 } });
        await site.Put("/v1/slots/hero", new { @default = new { name = "d", value = 1 }, policy = "fixed" });

        (await Listed(site, "/v1/funnels"))
            .Select(it => ((string)it!["name"]!, (int)it["version"]!))
            .Should()
            .Equal(("shop", 1));
        (await Listed(site, "/v1/slots"))
            .Select(it => ((string)it!["slot"]!, (int)it["version"]!, (string)it["policy"]!))
            .Should()
            .BeEquivalentTo([("hero", 2, "fixed"), ("banner/top ž", 1, "rules")]);
    }

    [Theory]
    [InlineData("/v1/funnels", "name")]
    [InlineData("/v1/slots", "slot")]
    public async Task each_as_it_is_sent_back_without_a_new_version(string list, string name)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/shop", JsonNode.Parse(ConfigureExamples.Funnel)!);
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/slots/hero", JsonNode.Parse(ConfigureExamples.Slot)!);
        await site.PutHero("uniform", "a", "b");

        foreach (var defined in await Listed(site, list))
        {
            var again = await site.Put($"{list}/{(string)defined![name]!}", defined);
            ((int)again["version"]!).Should().Be((int)defined["version"]!);
        }
    }

    [Fact]
    public async Task for_no_write_key()
    {
        var site = await engine.NewSite();

        (await site.Send(HttpMethod.Get, "/v1/slots", site.WriteKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
        (await site.Send(HttpMethod.Get, "/v1/slots", null, null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static async Task<JsonArray> Listed(Site site, string path)
    {
        var answer = await site.Ask(path);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }
}
