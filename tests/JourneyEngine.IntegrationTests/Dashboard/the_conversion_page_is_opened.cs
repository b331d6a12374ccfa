using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class the_conversion_page_is_opened(OneDashboard dashboard, Browser browser)
{
    private const string January = "/conversion?funnel=" + OneDashboard.HandMade + "&from=2026-01-01&to=2026-01-31";

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task with_or_without_javascript_and_equals_a_naive_count(bool script)
    {
        await using var profile = await browser.Profile(new() { JavaScriptEnabled = script });
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await looker.Open(January);

        (await looker.Rows("by-visit")).Should().BeEquivalentTo(Naive(), it => it.WithStrictOrdering());
        (await looker.Page.Locator("[data-chart=by-visit] svg").CountAsync())
            .Should()
            .BeGreaterThan(0, "the chart is drawn by the server");
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task with_a_chart_that_is_saved_as_a_png()
    {
        await using var profile = await browser.Profile(new() { AcceptDownloads = true });
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.Open(January);

        var download = await looker.Page.RunAndWaitForDownloadAsync(() =>
            looker.Page.ClickAsync("[data-png=by-visit]")
        );

        (await File.ReadAllBytesAsync((await download.PathAsync())!))
            .Should()
            .StartWith([0x89, (byte)'P', (byte)'N', (byte)'G'])
            .And.HaveCountGreaterThan(10_000, "something is drawn on it");
        looker.Complaints.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task for_a_csv_download_that_equals_the_api_without_exposing_a_key()
    {
        await using var profile = await browser.Profile(new() { AcceptDownloads = true });
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.Open(January);

        var download = await looker.Page.RunAndWaitForDownloadAsync(() =>
            looker.Page.ClickAsync("#by-visit a[download]")
        );

        var api = await dashboard.Site.Ask(
            "/v1/reports/conversion-by-visit?format=csv&funnel=fair&from=2026-01-01&to=2026-01-31"
        );
        (await File.ReadAllBytesAsync((await download.PathAsync())!))
            .Should()
            .Equal(await api.Content.ReadAsByteArrayAsync());
        (await looker.Page.ContentAsync()).Should().NotContain("rk_");
    }

    private static IEnumerable<string[]> Naive()
    {
        for (var visit = 1; visit <= OneDashboard.Known.Max(it => it.Visits); visit++)
        {
            var reached = OneDashboard.Known.Count(it => it.Visits >= visit);
            var atRisk = OneDashboard.Known.Count(it =>
                it.Visits >= visit && (it.Converted == 0 || it.Converted >= visit)
            );
            var converted = OneDashboard.Known.Count(it => it.Converted == visit);
            var (low, high) = Wilson.Interval(converted, atRisk)!.Value;
            yield return
            [
                $"{visit}",
                $"{reached}",
                $"{atRisk}",
                $"{converted}",
                Shown.Percent((double)converted / atRisk),
                $"{Shown.Percent(low)} – {Shown.Percent(high)}",
            ];
        }
    }
}
