using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Sites;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public class a_visitor_asks_for_content_twice(EngineFixture engine)
{
    private static readonly string[] Many = ["a", "b", "c", "d", "e", "f", "g"];

    [Fact]
    public async Task within_a_visit_and_gets_one_decision_stored_once()
    {
        var site = await HeroSite(await engine.NewSite());
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var first = await site.Hero("v");
        for (var minutes = 1; minutes <= 10; minutes++)
        {
            await site.Accepted(
                Calls.Page("v", "home", Calls.Noon.AddMinutes(minutes)),
                Calls.Track("v", "scrolled", Calls.Noon.AddMinutes(minutes))
            );
            (await site.Hero("v")).Should().Be(first);
        }

        (await site.Decisions("v")).Select(it => (Guid)it!["decisionId"]!).Should().Equal(first.DecisionId);
    }

    [Fact]
    public async Task in_another_visit_or_stage_and_gets_another_decision()
    {
        var site = await HeroSite(await engine.NewSite());
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var shown = new List<Shown> { await site.Hero("v") };
        foreach (
            var call in new[]
            {
                Calls.Page("v", "blog", Calls.Noon.AddMinutes(1)),
                Calls.Page("v", "home", Calls.Noon.AddDays(1)),
            }
        )
        {
            await site.Accepted(call);
            shown.Add(await site.Hero("v"));
            (await site.Hero("v")).Should().Be(shown[^1]);
        }

        shown.Select(it => (it.VisitNumber, it.Stage)).Should().Equal((1, "Visitor"), (1, "Reader"), (2, "Reader"));
        shown.Select(it => it.DecisionId).Should().OnlyHaveUniqueItems();
        (await site.Decisions("v"))
            .Select(it => (Guid)it!["decisionId"]!)
            .Should()
            .Equal(shown.Select(it => it.DecisionId));
    }

    /// <summary>Within one visit and at one stage: what was answered is the only thing that is new.</summary>
    [Fact]
    public async Task after_an_answer_that_makes_other_content_eligible()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new
            {
                outcome = new
                {
                    accepted = new[] { new { kind = "track", name = "Tried" } },
                    declined = new[] { new { kind = "track", name = "Closed" } },
                },
                @default = new { name = "plain", value = 0 },
                contents = new object[]
                {
                    new
                    {
                        name = "thanks",
                        value = 1,
                        afterAccepted = new[] { "trial" },
                    },
                    new
                    {
                        name = "gentler",
                        value = 2,
                        afterDeclined = new[] { "trial" },
                    },
                    new { name = "trial", value = 3 },
                },
            }
        );
        var shown = new Dictionary<string, List<Shown>>();
        foreach (var (visitor, answer) in new[] { ("yes", "Tried"), ("no", "Closed") })
        {
            await site.Accepted(Calls.Page(visitor, "home", Calls.Noon));
            shown[visitor] = [await site.Hero(visitor)];
            await site.Accepted(Calls.Track(visitor, answer, Calls.Noon.AddMinutes(1)));
            shown[visitor].Add(await site.Hero(visitor));
            await site.Accepted(Calls.Track(visitor, "scrolled", Calls.Noon.AddMinutes(2)));
            shown[visitor].Add(await site.Hero(visitor));
        }

        shown["yes"].Select(it => it.Variant).Should().Equal("trial", "thanks", "thanks");
        shown["no"].Select(it => it.Variant).Should().Equal("trial", "gentler", "gentler");
        shown.Values.Should().AllSatisfy(it => it.Select(one => one.DecisionId).Distinct().Should().HaveCount(2));
    }

    /// <summary>The answer arrives when something else has been offered since.</summary>
    [Fact]
    public async Task after_an_answer_to_an_earlier_offer_that_arrived_late()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Put("/v1/settings", new { mode = "personalize" });
        await site.Put(
            "/v1/slots/hero",
            new
            {
                outcome = new { accepted = new[] { new { kind = "track", name = "Tried" } } },
                @default = new { name = "plain", value = 0 },
                contents = new object[]
                {
                    new
                    {
                        name = "thanks",
                        value = 1,
                        afterAccepted = new[] { "trial" },
                    },
                    new
                    {
                        name = "more",
                        value = 2,
                        stages = new[] { "Explorer" },
                    },
                    new { name = "trial", value = 3 },
                },
            }
        );
        var shown = new List<string>();
        foreach (
            var call in new[]
            {
                Calls.Page("v", "blog", Calls.Noon),
                Calls.Page("v", "projects", Calls.Noon.AddMinutes(2)),
                Calls.Track("v", "Tried", Calls.Noon.AddMinutes(1)),
            }
        )
        {
            await site.Accepted(call);
            shown.Add((await site.Hero("v")).Variant);
        }

        shown.Should().Equal("trial", "more", "thanks");
        (await site.Hero("v")).Variant.Should().Be("thanks");
        (await site.Decisions("v")).Should().HaveCount(3);
    }

    [Fact]
    public async Task with_a_restart_of_the_host_between_and_gets_the_same_content()
    {
        var folder = TemporaryFolder.New();
        var visitors = Enumerable.Range(0, 30).Select(i => $"v{i}").ToArray();
        Site site;
        Shown[] before;
        await using (var host = await HostProcess.Start(folder, database: null))
        {
            site = await HeroSite(await NewSite(folder, host.Address));
            await site.Accepted([
                .. visitors.SelectMany(it =>
                    new[] { Calls.Page(it, "home", Calls.Noon), Calls.Page(it, "home", Calls.Noon.AddDays(1)) }
                ),
            ]);
            before = await Task.WhenAll(visitors.Select(site.Hero));
        }

        await using var again = await HostProcess.Start(folder, database: null);
        site = site with { Address = again.Address };
        var after = await Task.WhenAll(visitors.Select(site.Hero));

        after
            .Select(it => (it.Variant, it.VisitNumber))
            .Should()
            .Equal(before.Select(it => (it.Variant, it.VisitNumber)));
        before.Select(it => it.Variant).Distinct().Count().Should().BeGreaterThan(3, "they are drawn");
    }

    private static async Task<Site> HeroSite(Site site)
    {
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("uniform", Many);
        return site;
    }

    private static async Task<Site> NewSite(string folder, Uri address)
    {
        var document = Embedded.Document(folder);
        await using var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = (int)document["port"]!,
                Database = (string)document["database"]!,
                Username = (string)document["engine"]!["user"]!,
                Password = (string)document["engine"]!["password"]!,
            }.ConnectionString
        );
        var keys = new SiteKeys(database, TimeProvider.System);
        return new Site(
            "own",
            address,
            await keys.Issue("own", KeyScope.Write, default),
            await keys.Issue("own", KeyScope.Read, default),
            await keys.Issue("own", KeyScope.Admin, default)
        );
    }
}
