using System.Text.Json.Nodes;
using static JourneyEngine.IntegrationTests.Personalization.LearningSlot;

namespace JourneyEngine.IntegrationTests.Personalization;

[Collection(DecidingTests.Name)]
public sealed class stages_are_listed(EngineFixture engine)
{
    private static readonly string[] Funnel = ["Visitor", "Reader", "Explorer", "Downloader"];

    [Fact]
    public async Task in_the_order_of_the_funnel_by_reports_about_content()
    {
        var site = await Prepared(engine, holdout: 0);
        // The last stage comes first, and one more comes with the second visit.
        foreach (
            var (visitor, page, days) in new[]
            {
                ("d", "files", 0),
                ("e", "projects", 0),
                ("v", "home", 0),
                ("d", "home", 1),
                ("r", "blog", 0),
            }
        )
        {
            await site.Accepted(Calls.Page(visitor, page, Calls.Noon.AddDays(days)));
            await Decision(site, visitor);
        }

        await site.Accepted(Calls.Page("r", "blog", Calls.Noon.AddDays(1)));
        await Decision(site, "r");

        Stages((await site.Get("/v1/reports/decisions?wait=true"))["rows"]!).Should().Equal(Funnel);
        foreach (
            var content in (await site.Get("/v1/reports/content?wait=true"))["rows"]!
                .AsArray()
                .GroupBy(it => (string)it!["content"]!)
        )
            Stages(new JsonArray([.. content.Select(it => it!.DeepClone())]))
                .Should()
                .BeSubsetOf(Funnel)
                .And.Equal(Funnel.Intersect(content.Select(it => (string)it!["stage"]!)));
        var table = await (await site.Ask("/v1/reports/decisions?format=csv")).Content.ReadAsStringAsync();
        table
            .ReplaceLineEndings("\n")
            .TrimEnd()
            .Split('\n')
            .Skip(1)
            .Select(it => it.Split(',')[2])
            .Distinct()
            .Should()
            .Equal(Funnel);
    }

    [Fact]
    public async Task in_the_order_of_the_funnel_by_what_a_slot_learned()
    {
        var site = await Prepared(engine, holdout: 0);
        foreach (var (visitor, page) in new[] { ("d", "files"), ("e", "projects"), ("v", "home"), ("r", "blog") })
        {
            await site.Accepted(Calls.Page(visitor, page, Calls.Noon));
            await Decision(site, visitor);
        }

        Stages((await Learn(site))["cells"]!).Should().Equal(Funnel);
        Stages((await site.Get("/v1/posteriors/hero"))["cells"]!).Should().Equal(Funnel);
    }

    /// <returns>In the order in which they first stand there.</returns>
    private static IEnumerable<string> Stages(JsonNode rows) =>
        rows.AsArray().Select(it => (string)it!["stage"]!).Distinct();
}
