using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Replay;

namespace JourneyEngine.IntegrationTests.Privacy;

[Collection(PrivacyTests.Name)]
public class a_visitor_withdraws_consent(EngineFixture engine)
{
    private const string Dana = "dana";

    [Fact]
    public async Task to_personalisation_and_no_decision_is_made_from_then_on()
    {
        var site = await Agreed();
        (await site.Hero(Dana)).Variant.Should().Be("for-you");

        await Choose(site, refused: ["personalize"]);

        var shown = await Ask(site);
        ((string)shown["variant"]!, (string)shown["reason"]!, shown["metadata"]!["decisionId"])
            .Should()
            .Be(("welcome", "DEFAULT", null));
        (await site.Decisions(Dana)).Should().HaveCount(1);
    }

    [Fact]
    public async Task to_measurement_and_is_in_no_report_until_granting_it_again()
    {
        var site = await Agreed();
        await Choose(site, refused: ["measure"]);

        (await Visitors(site)).Should().Be(0);
        (await Site.Receipts(await site.Batch([Calls.Page(Dana, "blog", Calls.Noon.AddDays(1))])))
            .Keys.Should()
            .Equal("refused");
        (await engine.Differences()).Should().BeEmpty();

        await Choose(site, granted: ["measure"]);
        (await Visitors(site)).Should().Be(1);
        await site.Accepted(Calls.Page(Dana, "blog", Calls.Noon.AddDays(1)));
    }

    [Fact]
    public async Task by_a_signal_of_the_page_and_earlier_visits_are_not_counted()
    {
        var site = await Agreed();
        var refusing = Consenting(Calls.Page(Dana, "blog", DateTimeOffset.UtcNow), measure: false);

        (await Site.Receipts(await site.Batch([refusing]))).Keys.Should().Equal("refused");

        (await Visitors(site)).Should().Be(0);
        ((string)(await Ask(site))["reason"]!).Should().Be("DEFAULT");
        await site.Accepted(Consenting(Calls.Page(Dana, "blog", DateTimeOffset.UtcNow.AddSeconds(5)), measure: true));
        (await Visitors(site)).Should().Be(1);
    }

    [Fact]
    public async Task by_a_signal_before_anything_is_stored_and_nothing_is()
    {
        var site = await engine.NewSite();

        await site.Batch([Consenting(Calls.Page(Dana, "blog", DateTimeOffset.UtcNow), measure: false)]);

        (await site.Ask($"/v1/visitors/{Dana}/events")).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task without_losing_the_history_of_what_was_granted_when()
    {
        var site = await Agreed();
        var before = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        await Choose(site, refused: ["personalize"]);

        ((string)(await Consent(site, before))["mode"]!).Should().Be("personalize");
        ((string)(await Consent(site, DateTimeOffset.UtcNow))["mode"]!).Should().Be("measure");
        ((string)(await Consent(site, Calls.Noon.AddDays(-1)))["mode"]!)
            .Should()
            .Be("measure", "nothing was chosen then");
    }

    private async Task<Site> Agreed()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "for-you");
        await site.Put("/v1/settings", new { mode = "measure" });
        await site.Accepted(Consenting(Calls.Page(Dana, "blog", Calls.Noon), measure: true));
        return site;
    }

    private static JsonObject Consenting(JsonObject call, bool measure)
    {
        call["context"] = new JsonObject
        {
            ["consent"] = new JsonObject
            {
                ["categoryPreferences"] = new JsonObject { ["measure"] = measure, ["personalize"] = measure },
            },
        };
        return call;
    }

    private static async Task Choose(Site site, string[]? granted = null, string[]? refused = null)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/consent",
            site.AdminKey,
            JsonContent.Create(
                new
                {
                    visitor = Dana,
                    granted = granted ?? [],
                    refused = refused ?? [],
                }
            )
        );
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonObject> Ask(Site site)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = Dana } })
        );
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<JsonObject> Consent(Site site, DateTimeOffset at)
    {
        var answer = await site.Send(
            HttpMethod.Get,
            $"/v1/privacy/consent?visitor={Dana}&at={Uri.EscapeDataString(at.ToString("O"))}",
            site.AdminKey,
            null
        );
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<long> Visitors(Site site) =>
        (long)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!;
}
