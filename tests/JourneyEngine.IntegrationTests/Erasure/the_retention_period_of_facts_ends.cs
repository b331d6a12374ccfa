using JourneyEngine.IntegrationTests.Privacy;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using JourneyEngine.Privacy;
using JourneyEngine.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyEngine.IntegrationTests.Erasure;

[Collection(PrivacyTests.Name)]
public class the_retention_period_of_facts_ends(EngineFixture engine)
{
    private const string Dana = "dana";
    private const string Omer = "omer";

    [Fact]
    public async Task separately_for_each_kind_of_interaction()
    {
        var site = await Prepared();

        await Retain(days: 2);

        var acts = await (await site.Ask($"/v1/visitors/{Dana}/events")).Content.ReadAsStringAsync();
        acts.Should().Contain("journey.page").And.NotContain("scrolled");
        ((int)(await site.Get($"/v1/visitors/{Dana}"))["visits"]!).Should().Be(1);
        (await site.Ask($"/v1/visitors/{Omer}"))
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.NotFound, "all that was held of this visitor is gone");
        ((long)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(1);
        (await engine.Differences()).Should().BeEmpty();
        (await Scan.Tables(engine.Database, "scrolled of " + site.Name)).Should().BeEmpty();
    }

    [Fact]
    public async Task before_the_visitor_returns_and_the_journey_continues_with_the_rest()
    {
        var site = await Prepared();
        await Retain(days: 2);

        await site.Accepted(
            Calls.Page(Dana, "blog", Calls.Noon.AddDays(9)),
            Calls.Page(Omer, "blog", Calls.Noon.AddDays(9))
        );

        ((long)(await site.Get("/v1/reports/returns?wait=true"))["visits"]!).Should().Be(3);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task for_evidence_of_a_decision_and_the_decision_is_deleted_with_it()
    {
        var site = await Prepared();
        await site.PutHero("rules", "only");
        await site.Hero(Dana);
        (await site.Decisions(Dana)).Should().ContainSingle();

        await Retain(days: 2);

        (await site.Decisions(Dana)).Should().BeEmpty();
        ((int)(await site.Get($"/v1/visitors/{Dana}"))["visits"]!).Should().Be(1, "pages stay longer");
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task later_and_nothing_is_deleted_yet()
    {
        var site = await Prepared();

        await Retain(days: 0);

        ((int)(await site.Get($"/v1/visitors/{Dana}"))["visits"]!).Should().Be(2);
    }

    [Fact]
    public async Task counted_from_when_another_log_received_what_was_imported()
    {
        var site = await Prepared();
        var received = DateTimeOffset.UtcNow.AddDays(-699);
        (await site.Imported(History.Page("moved", received), History.Page("gone", received.AddDays(-2))))
            .Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["accepted"] = 1, ["refused"] = 1 });
        (await site.Ask("/v1/visitors/moved/events")).IsSuccessStatusCode.Should().BeTrue();

        await Retain(days: 2);

        (
            await engine.Column(
                $"select id from journey.mt_streams where tenant_id = '{site.Name}' and id like '%/moved'"
            )
        )
            .Should()
            .BeEmpty();
    }

    /// <summary>Ana's time at the library is over as a fact, and not what she did there.</summary>
    [Fact]
    public async Task of_a_link_only_with_the_last_of_what_it_explains()
    {
        var site = await Prepared();
        var now = DateTimeOffset.UtcNow;
        await site.Imported(
            History.Link("library", "ana", now.AddDays(-759)),
            History.Page("library", now.AddDays(-100)),
            History.Link("library", "ben", now.AddDays(-90))
        );

        await Retain(days: 2);

        var links = await (await site.Ask("/v1/visitors/library/links")).Content.ReadAsStringAsync();
        links.Should().Contain("ana").And.Contain("ben");

        await Retain(days: 660);

        (await (await site.Ask("/v1/visitors/library/links")).Content.ReadAsStringAsync())
            .Should()
            .NotContain("ana")
            .And.Contain("ben", "its own time is not over");
    }

    private async Task<Site> Prepared()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put(
            "/v1/notice",
            new
            {
                kinds = new object[]
                {
                    new
                    {
                        kind = "page",
                        purpose = "measure",
                        reason = new { en = "Pages." },
                        retentionDays = 700,
                    },
                    new
                    {
                        kind = "track",
                        purpose = "measure",
                        reason = new { en = "Acts." },
                        retentionDays = 1,
                    },
                },
            }
        );
        await site.Accepted(
            Calls.Track(Dana, "scrolled of " + site.Name, Calls.Noon),
            Calls.Page(Dana, "blog", Calls.Noon.AddDays(1)),
            Calls.Track(Omer, "scrolled of " + site.Name, Calls.Noon)
        );
        await site.Get("/v1/reports/returns?wait=true");
        return site;
    }

    private async Task Retain(int days)
    {
        var membership = new HostMembership(engine.Database, NullLogger<HostMembership>.Instance);
        var (rules, reader) = (new RulesTable(), new JourneyReader(engine.Database, new RulesTable()));
        using var signal = new AppendSignal();
        var warm = new WarmJourneys(reader, rules, membership, signal);
        var forget = new DeleteFacts(engine.Database, rules, Engine.Measures, warm);
        await new ApplyRetention(
            engine.Database,
            new SiteKeys(engine.Database, TimeProvider.System),
            forget,
            new SiteConfiguration(engine.Database, new ConfigurationCache(membership))
        ).Run(DateTimeOffset.UtcNow.AddDays(days), default);
    }
}
