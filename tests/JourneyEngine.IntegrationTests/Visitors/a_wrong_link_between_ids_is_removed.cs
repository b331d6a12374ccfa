using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;

namespace JourneyEngine.IntegrationTests.Visitors;

/// <summary>Two people used one device, one after the other.</summary>
[Collection(EngineTests.Name)]
public sealed class a_wrong_link_between_ids_is_removed(EngineFixture engine)
{
    [Theory]
    [InlineData("/v1/visitors/tablet/links/dana")]
    [InlineData("/v1/visitors/dana/links/tablet")]
    public async Task from_either_side(string link)
    {
        var site = await Linked();
        (await Links(site, "dana")).Should().Equal(("tablet", "dana"));

        (await Undo(site, link)).Should().Be(HttpStatusCode.NoContent);

        (await Links(site, "dana")).Should().BeEmpty();
        (await site.Ask("/v1/visitors/dana")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        ((int)(await site.Get("/v1/visitors/tablet"))["visits"]!)
            .Should()
            .Be(1, "what was done on the device was done");
        (await Undo(site, link)).Should().Be(HttpStatusCode.NotFound, "there is nothing left to undo");
    }

    [Fact]
    public async Task until_an_identify_call_makes_it_again()
    {
        var site = await Linked();
        await Undo(site, "/v1/visitors/tablet/links/dana");

        await site.Accepted(Calls.Page("tablet", "blog", Calls.Noon.AddMinutes(5), userId: "dana"));
        await site.Get("/v1/reports/returns?wait=true");
        (await Links(site, "tablet")).Should().BeEmpty("an app that was not told still sends both ids");

        await site.Accepted(
            new JsonObject
            {
                ["type"] = "identify",
                ["messageId"] = Guid.NewGuid().ToString(),
                ["anonymousId"] = "tablet",
                ["userId"] = "dana",
            }
        );
        await site.Get("/v1/reports/returns?wait=true");
        (await Links(site, "tablet")).Should().Equal(("tablet", "dana"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task with_whatever_certainty_it_is_said_again(bool vouchedBefore, bool vouchedAgain)
    {
        var site = await engine.NewSite();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        async Task Send(bool vouched, DateTimeOffset at) =>
            (
                await site.Send(
                    HttpMethod.Post,
                    "/v1/page",
                    vouched ? server : site.WriteKey,
                    JsonContent.Create(Calls.Page("tablet", "blog", at, userId: "dana"))
                )
            ).EnsureSuccessStatusCode();
        await Send(vouchedBefore, Calls.Noon);
        (await Links(site, "dana")).Should().Equal(("tablet", "dana"));
        await Undo(site, "/v1/visitors/tablet/links/dana");

        await Send(vouchedAgain, Calls.Noon.AddMinutes(1));

        (await Links(site, "dana")).Should().BeEmpty();
    }

    [Fact]
    public async Task before_one_is_erased_and_the_other_keeps_its_journey()
    {
        var site = await Linked();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        await Undo(site, "/v1/visitors/tablet/links/dana");

        await site.Erase("dana");

        ((int)(await site.Get("/v1/visitors/tablet"))["visits"]!).Should().Be(1);
        (await (await site.Ask("/v1/visitors/tablet/events")).Content.ReadAsStringAsync())
            .Should()
            .NotContain("dana")
            .And.Contain("unlinked");
    }

    [Fact]
    public async Task without_changing_a_replay_of_earlier_decisions()
    {
        var site = await Linked();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", "b1", "b2");
        await site.Hero("tablet");
        var before = await Verified();
        await Undo(site, "/v1/visitors/tablet/links/dana");

        var outcome = await Verified();

        (outcome.Decisions, outcome.Reproduced, outcome.Forgotten)
            .Should()
            .Be(
                (before.Decisions, before.Reproduced, before.Forgotten),
                "a link that is gone is no gap in what the decision saw"
            );
        outcome.Differences.Should().NotContain(it => it.StartsWith(site.Name, StringComparison.Ordinal));
        (await site.Get("/v1/visitors/tablet"))["visits"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task only_with_the_site_s_admin_key()
    {
        var site = await Linked();

        (await site.Send(HttpMethod.Delete, "/v1/visitors/tablet/links/dana", site.ReadKey, null))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
        (await Undo(await engine.NewSite(), "/v1/visitors/tablet/links/dana"))
            .Should()
            .Be(HttpStatusCode.NotFound, "another site has no such link");
        (await Links(site, "tablet")).Should().ContainSingle();
    }

    private Task<DecisionOutcome> Verified() =>
        new DecisionReplay(engine.Database, new RulesTable()).Verify(new Progress<(long, long)>(), default);

    private async Task<Site> Linked()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("tablet", "blog", Calls.Noon, userId: "dana"));
        await site.Get("/v1/reports/returns?wait=true");
        return site;
    }

    private static async Task<HttpStatusCode> Undo(Site site, string link) =>
        (await site.Send(HttpMethod.Delete, link, site.AdminKey, null)).StatusCode;

    private static async Task<IEnumerable<(string, string)>> Links(Site site, string id) =>
        (await (await site.Ask($"/v1/visitors/{id}/links")).Content.ReadFromJsonAsync<JsonArray>())!.Select(it =>
            ((string)it!["visitor"]!, (string)it["alias"]!)
        );
}
