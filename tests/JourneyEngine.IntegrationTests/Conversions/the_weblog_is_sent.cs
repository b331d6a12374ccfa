using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Conversions;

/// <summary>Page views of a real web site, through the real door; the figures are published with the data.</summary>
[Collection(EngineTests.Name)]
public class the_weblog_is_sent(EngineFixture engine)
{
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task in_random_order_with_duplicates_after_its_funnel_was_defined(int seed)
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);

        var receipts = await Weblog.Send(site, lines, seed);

        receipts.Should().BeEquivalentTo(new Dictionary<string, int> { ["accepted"] = 1_839, ["duplicate"] = 300 });
        await Weblog.FiguresAreExact(site);
    }

    [SkippableFact]
    public async Task before_its_funnel_is_defined_and_the_published_figures_come_out()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await Weblog.Send(site, lines, 4);

        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);

        await Weblog.FiguresAreExact(site);
    }

    [SkippableFact]
    public async Task in_random_order_and_past_moments_equal_a_naive_count()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await Weblog.Send(site, lines, 6);
        foreach (var hours in new[] { 6, 30, 55, 90 })
        {
            var at = new DateTimeOffset(2015, 5, 17, 10, 0, 0, TimeSpan.Zero).AddHours(hours);
            var before = lines
                .Where(it =>
                    DateTimeOffset.Parse((string)it["timestamp"]!, System.Globalization.CultureInfo.InvariantCulture)
                    <= at
                )
                .ToList();

            var report = await site.Get($"/v1/reports/returns?at={at:yyyy-MM-ddTHH:mm:ssZ}");

            ((long)report["visitors"]!, (long)report["visits"]!)
                .Should()
                .Be(
                    (
                        before.DistinctBy(it => (string)it["anonymousId"]!).Count(),
                        Naive.Visits(before, TimeSpan.FromMinutes(30))
                    )
                );
        }
    }

    [SkippableFact]
    public async Task while_its_funnel_is_redefined_ten_times()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        var other = JsonNode.Parse(
            """{"stages":[{"name":"Any","when":[{"visits":1}]},{"name":"Back","when":[{"visits":2}]}]}"""
        )!;

        var sending = Weblog.Send(site, lines, 5);
        for (var i = 0; i < 5; i++)
        {
            await site.Put("/v1/funnels/weblog", other);
            await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        }

        await sending;
        await Weblog.FiguresAreExact(site);
    }

    [SkippableFact]
    public async Task before_the_visit_gap_changes_and_the_whole_history_is_recounted()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await Weblog.Send(site, lines, 6);

        await site.Put("/v1/settings", new { visitGapMinutes = 60 });
        var visits = Naive.Visits(lines, TimeSpan.FromMinutes(60));
        ((long)(await site.Get("/v1/reports/returns?wait=true"))["visits"]!).Should().Be(visits);

        await site.Put("/v1/settings", new { visitGapMinutes = 30 });
        await Weblog.FiguresAreExact(site);
    }
}
