using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Conversions;

namespace JourneyEngine.IntegrationTests.Clients;

[Collection(HostTests.Name)]
public class the_official_sdks_are_used(EngineFixture engine, RealClients clients) : IClassFixture<RealClients>
{
    [SkippableFact]
    public async Task from_segment_to_send_the_weblog_shuffled_with_300_duplicates()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        var shuffled = lines.Concat(lines.Take(300)).Select(it => it.ToJsonString()).ToArray();
        new Random(11).Shuffle(shuffled);

        var result = await clients.Run(site, "send-weblog.mjs", [], shuffled);

        ((int)result["sent"]!, result["errors"]!.AsArray().Count).Should().Be((2_139, 0), result.ToJsonString());
        await Weblog.FiguresAreExact(site);
    }

    [SkippableFact]
    public async Task from_rudderstack_to_send_gzip_with_a_form_content_type()
    {
        var site = await engine.NewSite();

        var result = await clients.Run(site, "send-with-rudder.mjs", []);

        result["errors"]!.AsArray().Should().BeEmpty();
        var stream = await (await site.Ask("/v1/visitors/rudder-visitor/events")).Content.ReadAsStringAsync();
        stream
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(it => (string)JsonNode.Parse(it)!["data"]!["name"]!)
            .Should()
            .BeEquivalentTo("Viewed", "Added", "Bought");
    }

    [SkippableFact]
    public async Task from_openfeature_to_get_a_decision_that_can_be_explained()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/banner/top ž",
            new
            {
                funnel = "weblog",
                @default = new { name = "welcome", value = "Hello" },
                contents = new[]
                {
                    new
                    {
                        name = "more",
                        value = "More to read",
                        stages = new[] { "Reader" },
                        fromVisit = 2,
                    },
                },
            }
        );
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon), Calls.Page("v", "home", Calls.Noon.AddDays(1)));

        var known = await clients.Run(site, "ask.mjs", ["banner/top ž", "v"]);
        var unknown = await clients.Run(site, "ask.mjs", ["banner/top ž", "never-seen"]);
        var noSlot = await clients.Run(site, "ask.mjs", ["no-such-slot", "v"]);

        ((string)known["value"]!, (string)known["variant"]!, (string)known["reason"]!)
            .Should()
            .Be(("More to read", "more", "TARGETING_MATCH"));
        var metadata = known["flagMetadata"]!;
        ((string)metadata["stage"]!, (int)metadata["visitNumber"]!, (double)metadata["propensity"]!)
            .Should()
            .Be(("Reader", 2, 1.0));
        ((string)unknown["value"]!, (string)unknown["reason"]!).Should().Be(("Hello", "DEFAULT"));
        ((string)noSlot["value"]!, (string)noSlot["errorCode"]!).Should().Be(("fallback", "FLAG_NOT_FOUND"));

        var why = await site.Get("/v1/decisions/" + metadata["decisionId"]);
        why["reasons"]!.AsArray().Select(it => (string)it!).Should().Contain("This is visit 2, a return.");
        ((int)why["snapshot"]!["visits"]!).Should().Be(2);
    }
}
