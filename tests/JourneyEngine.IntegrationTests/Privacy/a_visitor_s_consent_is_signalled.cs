using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class a_visitor_s_consent_is_signalled(EngineFixture engine)
{
    [Fact]
    public async Task in_an_interaction_and_stored_with_it()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            With(
                Calls.Page("v", "home", Calls.Noon),
                """{"categoryPreferences":{"Analytics":true,"personalization":"granted"},"ad_storage":"denied"}"""
            )
        );

        (await Choices(site)).Should().Equal("""{"granted": ["measure", "personalize"], "refused": []}""");
    }

    [Fact]
    public async Task by_the_gpc_header_which_refuses_personalisation()
    {
        var site = await engine.NewSite();
        var page = With(Calls.Page("v", "home", Calls.Noon), """{"categoryPreferences":{"personalization":true}}""");

        (await Knock(site, page, ("Sec-GPC", "1"))).Should().Equal("accepted");
        (await Knock(site, Calls.Page("w", "home", Calls.Noon), ("Sec-GPC", "0"))).Should().Equal("accepted");

        (await Choices(site)).Should().Equal("""{"granted": [], "refused": ["personalize"]}""");
    }

    [Fact]
    public async Task as_refusal_of_measurement_and_nothing_is_stored()
    {
        var site = await engine.NewSite();

        var receipts = await Door.InOrder(
            await site.Batch([
                With(Calls.Page("v", "home", Calls.Noon), """{"analytics_storage":"denied"}"""),
                With(Notice.Item("order", "v", "paid"), """{"analytics_storage":"denied"}"""),
            ])
        );

        receipts
            .Should()
            .Equal(
                "refused: the visitor does not consent to measure",
                "refused: the visitor does not consent to measure"
            );
        (await engine.Stored(site)).Should().BeEmpty();
    }

    [Fact]
    public async Task before_a_site_in_mode_none_collects_anything()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var settings = await site.Put("/v1/settings", new { mode = "none" });

        ((int)settings["visitGapMinutes"]!, (string)settings["mode"]!).Should().Be((30, "none"));
        (await Door.InOrder(await site.Batch([Calls.Page("v", "home", Calls.Noon)])))
            .Should()
            .Equal("refused: this site collects nothing without consent to measure");
        await site.Accepted(With(Calls.Page("v", "home", Calls.Noon), """{"categoryPreferences":{"measure":true}}"""));
        await site.Put("/v1/settings", new { mode = "measure" });
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
    }

    [Fact]
    public async Task by_gpc_whose_support_is_declared_in_well_known_gpc_json()
    {
        var site = await engine.NewSite();

        var answer = await site.Send(HttpMethod.Get, "/.well-known/gpc.json", null, null);

        (await answer.Content.ReadFromJsonAsync<JsonObject>())!
            .ToJsonString()
            .Should()
            .Be("""{"gpc":true,"lastUpdate":"2026-11-23"}""");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
    }

    private Task<string[]> Choices(Site site) =>
        engine.Column(
            $"select data ->> 'choices' from journey.mt_events where tenant_id "
                + $"= '{site.Name}' and data ? 'choices' order by seq_id"
        );

    private static async Task<string[]> Knock(Site site, JsonNode item, params (string, string)[] headers) =>
        await Door.InOrder(
            await site.Knock(
                "/v1/batch",
                Door.Bytes(new JsonObject { ["batch"] = new JsonArray(item) }.ToJsonString()),
                Door.Basic(site.WriteKey),
                headers
            )
        );

    private static JsonObject With(JsonObject item, string consent)
    {
        item["context"] = new JsonObject { ["consent"] = JsonNode.Parse(consent) };
        return item;
    }
}
