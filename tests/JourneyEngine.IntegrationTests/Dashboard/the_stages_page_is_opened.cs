using System.Globalization;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class the_stages_page_is_opened(OneDashboard dashboard, Browser browser)
{
    [SkippableFact]
    public async Task with_a_flow_whose_stages_stand_in_the_order_of_the_funnel_from_top_to_bottom()
    {
        string[] stages =
        [
            "before the first stage",
            .. (await dashboard.Site.Get("/v1/funnels/demo"))["stages"]!.AsArray().Select(it => (string)it!["name"]!),
        ];
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);

        await looker.OpenAlive("/stages", "?funnel=demo");
        await looker.Page.Locator(".rz-sankey-node-label").First.WaitForAsync();

        var drawn = new List<(string Column, string Stage, double Y)>();
        foreach (var label in await looker.Page.Locator(".rz-sankey-node-label").AllAsync())
        {
            var text = (await label.TextContentAsync())!.Trim('\u2066', '\u2068', '\u2069', ' ', '\n');
            var y = double.Parse((await label.GetAttributeAsync("y"))!, CultureInfo.InvariantCulture);
            if (text.Split(": ") is [var column, var stage])
                drawn.Add((column, stage.Trim('\u2066', '\u2068', '\u2069'), y));
        }

        var columns = drawn.GroupBy(it => it.Column).ToArray();
        columns.Should().HaveCountGreaterThanOrEqualTo(3);
        foreach (var column in columns)
            column
                .OrderBy(it => it.Y)
                .Select(it => it.Stage)
                .Should()
                .Equal(stages.Intersect(column.Select(it => it.Stage), StringComparer.OrdinalIgnoreCase));
    }

    [SkippableTheory]
    [InlineData("en", true)]
    [InlineData("he", false)]
    public async Task with_a_flow_that_runs_as_its_reader_reads(string language, bool leftToRight)
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address);
        await looker.OpenAlive("/stages", "?funnel=demo&lang=" + language);
        var labels = looker.Page.Locator(".rz-sankey-node-label");
        await labels.First.WaitForAsync();

        var (first, second) = (await Left("1: "), await Left("2: "));

        (first < second).Should().Be(leftToRight, "visit 1 stands at {0} and visit 2 at {1}", first, second);

        async Task<double> Left(string visit) =>
            (await labels.Filter(new() { HasText = visit }).First.BoundingBoxAsync())!.X;
    }
}
