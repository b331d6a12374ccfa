namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public class the_configuration_changes_while_visitors_ask(EngineFixture engine)
{
    [Fact]
    public async Task with_the_next_version_of_a_slot_used_at_once()
    {
        var site = await AskedSite("a");
        for (var version = 2; version <= 12; version++)
        {
            await site.PutHero("rules", $"content {version}");

            foreach (var visitor in new[] { "v", "w" })
            {
                var shown = await site.Hero(visitor);
                (shown.SlotVersion, shown.Variant).Should().Be((version, $"content {version}"));
            }
        }
    }

    [Fact]
    public async Task with_the_next_version_of_a_funnel_used_once_reports_are_current()
    {
        var site = await AskedSite("a");
        for (var version = 2; version <= 8; version++)
        {
            await site.Put("/v1/funnels/weblog", Funnel(version));
            await site.Get("/v1/reports/stages?wait=true");

            (await site.Hero("v")).Stage.Should().Be($"stage {version}");
            await site.Accepted(Calls.Page("v", $"files {version}", Calls.Noon.AddMinutes(version)));
            (await site.Hero("v")).Stage.Should().Be($"goal {version}");
            (await site.Hero("w")).Stage.Should().Be($"stage {version}");
            await site.Put(
                "/v1/funnels/weblog",
                new { stages = new object[] { Stage("other", "blog"), Stage("never", "nothing") } }
            );
            await site.Get("/v1/reports/stages?wait=true");
            (await site.Hero("v")).Stage.Should().Be("other");
        }

        static object Funnel(int version) =>
            new
            {
                stages = new object[]
                {
                    Stage($"stage {version}", "blog"),
                    Stage($"goal {version}", $"files {version}"),
                },
            };
    }

    [Fact]
    public async Task with_another_visit_gap_applied_to_visitors_seen_before()
    {
        var site = await AskedSite("a");
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddMinutes(20)));
        (await site.Hero("v")).VisitNumber.Should().Be(1);

        await site.Put("/v1/settings", new { visitGapMinutes = 10 });
        await site.Get("/v1/reports/returns?wait=true");
        (await site.Hero("v")).VisitNumber.Should().Be(2);

        await site.Put("/v1/settings", new { visitGapMinutes = 30 });
        await site.Get("/v1/reports/returns?wait=true");
        (await site.Hero("v")).VisitNumber.Should().Be(1);
    }

    private static object Stage(string name, string page) =>
        new { name, when = new object[] { new { kind = "page", name = page } } };

    /// <summary>A site on which two visitors have been and have asked already.</summary>
    private async Task<Site> AskedSite(string content)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero(contents: [content]);
        foreach (var visitor in new[] { "v", "w" })
        {
            await site.Accepted(Calls.Page(visitor, "blog", Calls.Noon));
            (await site.Hero(visitor)).Variant.Should().Be(content);
        }

        return site;
    }
}
