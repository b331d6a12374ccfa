using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Visitors;

[Collection(EngineTests.Name)]
public class a_visitor_is_looked_up(EngineFixture engine)
{
    [Fact]
    public async Task right_after_an_interaction_was_acknowledged()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/shop", Site.WeblogFunnel);
        for (var visit = 1; visit <= 20; visit++)
        {
            await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(visit)));

            var visitor = await site.Get("/v1/visitors/v?funnel=shop");
            ((int)visitor["visits"]!, (int)visitor["returnVisits"]!, (string)visitor["stage"]!)
                .Should()
                .Be((visit, visit - 1, "Reader"));
        }
    }

    [Fact]
    public async Task as_of_a_time_in_the_past()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/shop", Site.WeblogFunnel);
        await site.Accepted(
            Calls.Page("v", "home", Calls.Noon),
            Calls.Page("v", "files", Calls.Noon.AddDays(2)),
            Calls.Page("v", "blog", Calls.Noon.AddDays(1))
        );

        var then = await site.Get($"/v1/visitors/v?at={Uri.EscapeDataString(Calls.Noon.AddDays(1).ToString("O"))}");
        var now = await site.Get("/v1/visitors/v");

        ((string)then["stage"]!, (int)then["visits"]!, (bool)then["converted"]!).Should().Be(("Reader", 2, false));
        ((string)now["stage"]!, (int)now["visits"]!, (bool)now["converted"]!).Should().Be(("Downloader", 3, true));
        DateTimeOffset.Parse((string)now["firstSeen"]!).Should().Be(Calls.Noon);
        DateTimeOffset.Parse((string)now["lastSeen"]!).Should().Be(Calls.Noon.AddDays(2));
    }

    [Fact]
    public async Task by_a_linked_user_id()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("anonymous-1", "home", Calls.Noon, userId: "user-1"));

        var visitor = await site.Get("/v1/visitors/user-1");

        ((string)visitor["visitor"]!, (int)visitor["visits"]!).Should().Be(("user-1", 1));
        visitor["person"]!["pseudonyms"]!
            .AsArray()
            .Select(it => (string)it!["id"]!)
            .Should()
            .Equal("user-1", "anonymous-1");
        ((string)(await site.Get("/v1/visitors/user-1/prediction"))["visitor"]!).Should().Be("user-1");
    }

    [Fact]
    public async Task by_a_linked_user_id_and_gets_the_same_decision()
    {
        var pages = await engine.NewSite();
        var key = (string)(await pages.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        var site = pages with { WriteKey = key };
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        (await site.Hero("user-1")).VisitNumber.Should().Be(0, "nobody knows this id yet");
        await site.Accepted(Calls.Page("anonymous-1", "blog", Calls.Noon, userId: "user-1"));
        await site.Get("/v1/reports/returns?wait=true");

        var byUser = await site.Hero("user-1");

        (byUser.VisitNumber, byUser.Stage).Should().Be((1, "Reader"));
        (await site.Hero("anonymous-1"))
            .DecisionId.Should()
            .Be(byUser.DecisionId, "it is one visitor, and the offer stands");
        (await site.Decisions("user-1"))
            .Select(it => (Guid)it!["decisionId"]!)
            .Should()
            .Equal([byUser.DecisionId], "whatever was decided about the person is told");

        (await site.Send(HttpMethod.Delete, "/v1/visitors/user-1/links/anonymous-1", site.AdminKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);
        (await site.Hero("user-1")).VisitNumber.Should().Be(0, "the link was taken back");
    }

    [Fact]
    public async Task by_a_linked_id_that_refused_personalisation_and_gets_the_default()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "b1");
        (
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/consent",
                site.AdminKey,
                JsonContent.Create(new { visitor = "user-1", refused = new[] { "personalize" } })
            )
        )
            .IsSuccessStatusCode.Should()
            .BeTrue();
        await site.Accepted(Calls.Page("anonymous-1", "blog", Calls.Noon, userId: "user-1"));
        await site.Get("/v1/reports/returns?wait=true");

        var answer = await site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = "user-1" } })
        );

        (await answer.Content.ReadAsStringAsync()).Should().Contain("\"welcome\"").And.NotContain("decisionId");
        (await site.Decisions("anonymous-1")).Should().BeEmpty();
    }

    [Fact]
    public async Task by_an_unknown_id_or_on_another_site_and_is_not_found()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));

        var (unknown, foreign) = (await site.Ask("/v1/visitors/w"), await other.Ask("/v1/visitors/v"));

        (unknown.StatusCode, foreign.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        var (a, b) = (
            JsonNode.Parse(await unknown.Content.ReadAsStringAsync())!,
            JsonNode.Parse(await foreign.Content.ReadAsStringAsync())!
        );
        a["detail"]!.ToString().Should().Be(b["detail"]!.ToString());
    }

    [Fact]
    public async Task as_a_bot_and_has_no_journey()
    {
        var site = await engine.NewSite();
        var call = Calls.Page("crawler", "home", Calls.Noon);
        call["context"] = new JsonObject { ["userAgent"] = "Mozilla/5.0 (compatible; ExampleBot/2.1)" };
        await site.Accepted(call);

        (await site.Ask("/v1/visitors/crawler")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(0);
    }

    [Fact]
    public async Task as_a_stream_with_one_cloud_event_per_line()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            Calls.Page("v", "home", Calls.Noon),
            Calls.Track("v", "Signed Up", Calls.Noon.AddMinutes(1))
        );

        var answer = await site.Ask("/v1/visitors/v/events");
        var lines = (await answer.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(it => JsonNode.Parse(it)!)
            .ToArray();

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/x-ndjson");
        lines.Select(it => (string)it["type"]!).Should().Equal("journey.page", "journey.track");
        lines
            .Should()
            .OnlyContain(it =>
                (string)it["specversion"]! == "1.0" && (string)it["subject"]! == "v" && it["time"] != null
            );
    }
}
