namespace JourneyEngine.IntegrationTests.Replay;

[Collection(RebuildTests.Name)]
public class an_operator_rebuilds_all_journeys(EngineFixture engine)
{
    private static readonly string[] Reports =
    [
        "returns",
        "stages?funnel=weblog",
        "conversion-by-visit?funnel=weblog",
        "conversion-by-visit?funnel=second",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task to_correct_damaged_journeys_and_sums(int shares)
    {
        var sites = await SeveralSites();
        var before = await Read(sites);
        (await engine.Differences()).Should().BeEmpty();
        var site = sites[1].Name;
        await engine.Run($"update journey.journeys set version = version - 1 where site = '{site}' and visitor = 'v1'");
        await engine.Run(
            $"update journey.journeys set journey = (select journey from journey.journeys where site "
                + $"= '{site}' and visitor = 'v2') where site = '{site}' and visitor = 'v3'"
        );
        await engine.Run($"delete from journey.journeys where site = '{site}' and visitor = 'v4'");
        await engine.Run($"update journey.sums set n = n + 3 where site = '{site}' and measure = ({Visits})");
        await engine.Run($"delete from journey.sums where site = '{sites[0].Name}'");
        await engine.Run(
            $"insert into journey.sums select "
                + $"it, ({Visits}), '', 0, 1, 1, 0, 0, '', '', '', 5 from unnest(array['{site}', 'nowhere']) it"
        );
        (await engine.Differences()).Should().NotBeEmpty();
        // As a version before this one wrote it: nothing reads it any more.
        await engine.Run(
            $"update journey.journeys set journey = set_byte(journey, 0, 3) where site = '{site}' and visitor = 'v5'"
        );

        var outcome = await engine.Rebuild(shares);

        (await engine.Differences()).Should().BeEmpty();
        var moved = outcome.Moved.ToDictionary(it => it.Measure);
        moved["visits"].Before.Should().NotBe(moved["visits"].After);
        moved["counted"].Before.Should().Be(0, "the sums of a whole site were gone");
        moved["counted"].After.Should().BePositive();
        outcome.Cells.Should().NotBeEmpty().And.OnlyContain(it => it.Before != it.After);
        (await engine.Rebuild(shares)).Moved.Should().BeEmpty("nothing was wrong any more");
        outcome
            .Journeys.Should()
            .Be(
                long.Parse(
                    (await engine.Column("select count(*)::text from journey.mt_streams where id like 'visitor/%'"))[0],
                    null
                )
            );
        (await Read(sites)).Should().Equal(before);
        // And on from there: others and the same visitors, under the same and under other funnels.
        foreach (var it in sites)
            await it.Accepted([
                .. Enumerable.Range(0, 30).Select(i => Calls.Page($"v{i}", "files", Calls.Noon.AddDays(20))),
            ]);
        await sites[2].Put("/v1/funnels/weblog", Short("home", "files"));
        await Read(sites);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task while_another_rebuild_is_running_and_is_refused()
    {
        await SeveralSites();
        InvalidOperationException? refused = null;

        await engine.Rebuild(
            2,
            async () => refused = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Rebuild(1))
        );

        refused!.Message.Should().Contain("Another rebuild is under way");
        (await engine.Differences()).Should().BeEmpty();
        await engine.Rebuild(1);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task with_a_failure_that_leaves_everything_as_it_was()
    {
        var sites = await SeveralSites();
        var before = await Read(sites);
        var tables = await engine.Column(Tables);

        var rebuild = () => engine.Rebuild(2, () => throw new TimeoutException("In the middle."));

        await rebuild.Should().ThrowAsync<TimeoutException>();
        (await engine.Column(Tables)).Should().Equal(tables);
        (await Read(sites)).Should().Equal(before);
        await engine.Rebuild(2);
        (await engine.Differences()).Should().BeEmpty();
    }

    private const string Visits = "select max(id) from journey.measures where name = 'visits'";
    private const string Tables =
        "select relname::text from pg_class where relnamespace = 'journey'::regnamespace and relkind in ('r', 'i') "
        + "order by 1";

    /// <summary>Funnels before, after and redefined; none; another gap; the same pseudonyms everywhere.</summary>
    private async Task<Site[]> SeveralSites()
    {
        var sites = new[] { await engine.NewSite(), await engine.NewSite(), await engine.NewSite() };
        await sites[1].Put("/v1/funnels/weblog", Short("home", "blog"));
        foreach (var site in sites)
            await site.Accepted([
                .. Enumerable
                    .Range(0, 40)
                    .Select(i => new Wanderer($"v{i}", i))
                    .SelectMany(it => Enumerable.Range(0, 2).Select(_ => it.Next())),
            ]);
        await sites[1].Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await sites[1].Put("/v1/funnels/second", Short("projects", "files"));
        await sites[2].Put("/v1/funnels/weblog", Short("blog", "files"));
        await sites[2].Put("/v1/settings", new { visitGapMinutes = 10 });
        await sites[2].Put("/v1/funnels/second", Short("home", "projects"));
        return sites;
    }

    private static async Task<string[]> Read(Site[] sites) =>
        await Task.WhenAll(
            from site in sites
            from report in Reports.Take(site == sites[0] ? 1 : Reports.Length)
            select Rows(site, report)
        );

    private static async Task<string> Rows(Site site, string report) =>
        (
            await site.Get(
                $"/v1/reports/{report}{(report.Contains('?', StringComparison.Ordinal) ? '&' : '?')}wait=true"
            )
        )["rows"]!.ToJsonString();

    private static object Short(string first, string goal) =>
        new
        {
            stages = new[] { first, goal }
                .Select(it => new { name = it, when = new[] { new { kind = "page", name = it } } })
                .ToArray(),
        };
}
