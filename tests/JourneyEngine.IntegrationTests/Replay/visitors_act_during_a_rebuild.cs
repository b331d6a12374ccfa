namespace JourneyEngine.IntegrationTests.Replay;

[Collection(RebuildTests.Name)]
public class visitors_act_during_a_rebuild(EngineFixture engine)
{
    /// <summary>All of it falls between the moment that is folded and the moment that the fresh tables take their
    /// place.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task without_losing_what_arrives_before_the_tables_are_exchanged(int shares)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel("blog"));
        await site.PutHeroOf("f");
        await site.Accepted([.. Visitors(0, 20).Select(it => Calls.Page(it, "home", Calls.Noon))]);
        await site.Accepted([.. Visitors(0, 5).Select(it => Calls.Page(it, "blog", Calls.Noon))]);
        await Figures(site, reached: 20, converted: 5);

        await engine.Rebuild(
            shares,
            async () =>
            {
                await site.Accepted([.. Visitors(10, 30).Select(it => Calls.Page(it, "files", Calls.Noon.AddDays(1)))]);
                await Figures(site, reached: 30, converted: 5);
                await site.Put("/v1/funnels/f", Funnel("files"));
                await Figures(site, reached: 30, converted: 20);
                await site.Put("/v1/funnels/g", Funnel("home"));
                await site.Accepted(Calls.Page("v0", "files", Calls.Noon.AddDays(1)));
                (await site.Hero("v0")).Stage.Should().Be("files");
                await Figures(site, reached: 30, converted: 21);
            }
        );

        (await site.Hero("v0")).Should().Match<Shown>(it => it.Stage == "files" && it.VisitNumber == 2);
        await site.Accepted(Calls.Page("v1", "files", Calls.Noon.AddDays(1)));
        await Figures(site, reached: 30, converted: 22);
        (await engine.Differences()).Should().BeEmpty();
        (await engine.Column($"select revision::text from journey.rules where site = '{site.Name}' and not settled"))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task continuously_without_losing_a_visitor()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Funnel("blog"));
        using var over = new CancellationTokenSource();
        var clients = Enumerable
            .Range(0, 3)
            .Select(client =>
                Task.Run(async () =>
                {
                    var told = 0;
                    for (; !over.IsCancellationRequested; told++)
                        await site.Accepted([
                            .. Enumerable
                                .Range(0, 5)
                                .Select(i => Calls.Page($"v{client}-{told}-{i}", "home", Calls.Noon)),
                        ]);
                    return told * 5;
                })
            )
            .ToArray();
        for (var times = 0; times < 4; times++)
        {
            await engine.Rebuild(2);
            await site.Put("/v1/funnels/f", Funnel($"goal {times}"));
            await site.Get("/v1/reports/returns?wait=true");
            (await engine.Differences()).Should().BeEmpty();
        }

        await over.CancelAsync();
        await Figures(site, reached: (await Task.WhenAll(clients)).Sum(), converted: 0);
        (await engine.Differences()).Should().BeEmpty();
    }

    private static IEnumerable<string> Visitors(int from, int to) =>
        Enumerable.Range(from, to - from).Select(i => $"v{i}");

    private static async Task Figures(Site site, int reached, int converted)
    {
        var pooled = (await site.Get("/v1/reports/conversion-by-visit?funnel=f&wait=true"))["pooled"]!;
        ((int)pooled["visitors"]!, (int)pooled["converted"]!).Should().Be((reached, converted));
    }

    private static object Funnel(string goal) =>
        new
        {
            stages = new[] { "any", goal }
                .Select(
                    (it, i) =>
                        new
                        {
                            name = it,
                            when = new[]
                            {
                                i == 0
                                    ? new { kind = "page", name = (string?)null }
                                    : new { kind = "page", name = (string?)it },
                            },
                        }
                )
                .ToArray(),
        };
}
