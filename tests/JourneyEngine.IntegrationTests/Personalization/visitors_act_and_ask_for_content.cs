namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public class visitors_act_and_ask_for_content(EngineFixture engine)
{
    [Fact]
    public async Task with_answers_that_include_every_acknowledged_interaction()
    {
        var site = await WeblogSite();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Wander(site, new Wanderer($"v{i}", i), 15)));
    }

    /// <summary>What is put aside for one must not show through for another of the same name.</summary>
    [Fact]
    public async Task on_two_sites_under_the_same_pseudonyms_without_mixing()
    {
        var (one, other) = (await WeblogSite(), await WeblogSite());

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .SelectMany(i =>
                    new[]
                    {
                        Wander(one, new Wanderer($"v{i}", 100 + i), 8),
                        Wander(other, new Wanderer($"v{i}", 200 + i), 8),
                    }
                )
        );
    }

    /// <summary>Others ask about the visitor all the time, so that reads and commits overlap.</summary>
    [Fact]
    public async Task while_others_ask_about_the_same_visitor()
    {
        var site = await WeblogSite();
        using var over = new CancellationTokenSource();
        var others = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!over.IsCancellationRequested)
                        await site.Hero("v");
                })
            )
            .ToArray();

        await Wander(site, new Wanderer("v", 7), 40);

        await over.CancelAsync();
        await Task.WhenAll(others);
    }

    private static async Task Wander(Site site, Wanderer visitor, int rounds)
    {
        var unknown = await site.Hero(visitor.Name);
        (unknown.VisitNumber, unknown.Stage, unknown.Variant).Should().Be((0, null, "welcome"));
        for (var round = 0; round < rounds; round++)
        {
            await site.Accepted(visitor.Next());

            var shown = await site.Hero(visitor.Name);
            (shown.VisitNumber, shown.Stage)
                .Should()
                .Be((visitor.Visits, visitor.Stage), "that is {0} in round {1}", visitor.Name, round);
        }
    }

    private async Task<Site> WeblogSite()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero(contents: ["a"]);
        return site;
    }
}
