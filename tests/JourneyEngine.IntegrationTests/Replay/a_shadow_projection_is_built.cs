using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;

namespace JourneyEngine.IntegrationTests.Replay;

[Collection(RebuildTests.Name)]
public sealed class a_shadow_projection_is_built(EngineFixture engine)
{
    private const string Tables =
        "select relname::text from pg_class where relnamespace = 'journey'::regnamespace and relkind in ('r', 'i') "
        + "order by 1";

    [Fact]
    public async Task to_be_compared_with_the_live_tables_and_promoted()
    {
        var site = await Sent();
        var (tables, before) = (await engine.Column(Tables), await Rows(site));
        await Journey("replay", "journeys", "--shadow");
        (await Compared(0))["same"]!.GetValue<long>().Should().BeGreaterThanOrEqualTo(30);

        await engine.Run(
            $"update journey.journeys set journey = (select journey from journey.journeys where site "
                + $"= '{site.Name}' and visitor = 'v2') where site = '{site.Name}' and visitor = 'v3'"
        );
        await engine.Run(
            $"update journey.sums set n = n + 3 where site "
                + $"= '{site.Name}' and measure = (select max(id) from journey.measures where name = 'visits')"
        );
        var wrong = await Compared(1);
        wrong["first"]!.ToJsonString().Should().Be($"[\"{site.Name}/v3\"]");
        wrong["sums"]!
            .AsArray()
            .Where(it => (long)it!["cells"]! > 0)
            .Select(it => (string)it!["name"]!)
            .Should()
            .Equal("visits");

        await site.Accepted(Calls.Page("v3", "files", Calls.Noon.AddDays(40)), Calls.Page("late", "home", Calls.Noon));
        await Rows(site);
        ((long)(await Compared(0))["movedOn"]!).Should().Be(2, "who came since tells nothing of the shadow");
        await Journey("promote");

        (await Rows(site)).Should().NotBe(before).And.Contain("\"visitors\":31");
        (await engine.Differences()).Should().BeEmpty("what came since is projected on top");
        (await engine.Column(Tables)).Should().Equal(tables, "nothing of the shadow is left");
        (await JourneyProgram.Run(engine, "compare"))
            .Should()
            .Match<(int ExitCode, string, string Error)>(it =>
                it.ExitCode == 3 && it.Error.Contains("There is no shadow")
            );
    }

    [Fact]
    public async Task before_a_visitor_is_erased_and_is_dropped_with_them()
    {
        var site = await Sent();
        await Journey("replay", "journeys", "--shadow");
        (await engine.Column(Tables)).Should().Contain("journeys_shadow");

        var (code, _, error) = await JourneyProgram.Run(
            engine,
            "erase",
            "v1",
            "--yes",
            "--keys",
            await site.Keys(),
            "--certificate",
            Path.Combine(TemporaryFolder.New(), "erasure.jws")
        );

        code.Should().Be(0, error);
        (await engine.Column(Tables)).Should().NotContain(it => it.Contains("shadow"));
        (await JourneyProgram.Run(engine, "promote")).ExitCode.Should().Be(3);
        (await engine.Differences()).Should().BeEmpty();
    }

    /// <summary>The projection remembers the journeys that it wrote last; those are no longer what is stored.</summary>
    [Fact]
    public async Task to_be_promoted_before_the_next_event_is_projected_onto_it()
    {
        var site = await Sent();
        await Rows(site);
        // As code that folds this event otherwise would have it.
        await engine.Run(
            $"update journey.mt_events set data = jsonb_set(data, '{{name}}', '\"files\"') where tenant_id "
                + $"= '{site.Name}' and stream_id = 'visitor/v3' and version = 1"
        );
        await Journey("replay", "journeys", "--shadow");
        await Journey("promote");

        await site.Accepted(Calls.Page("v3", "home", Calls.Noon.AddDays(50)));

        await Rows(site);
        (await engine.Differences()).Should().BeEmpty();
    }

    [Fact]
    public async Task after_the_next_host_dropped_the_tables_of_a_killed_rebuild()
    {
        await engine.Run(
            "create table journey.journeys_rebuilt (like journey.journeys); create table journey.sums_rebuilt (like "
                + "journey.sums)"
        );

        await using var host = await engine.Another();

        await Eventually.Sees(
            () => engine.Column(Tables),
            tables => !tables.Any(it => it.Contains("rebuilt", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task again_and_replaces_the_first_one()
    {
        await Sent();
        await Journey("replay", "journeys", "--shadow");
        var tables = await engine.Column(Tables);

        await Journey("replay", "journeys", "--shadow", "--parallel", "2");

        (await engine.Column(Tables)).Should().Equal(tables);
        await Journey("promote");
        (await engine.Differences()).Should().BeEmpty();
    }

    private async Task<Site> Sent()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.Accepted([
            .. Enumerable
                .Range(0, 30)
                .Select(i => new Wanderer($"v{i}", i))
                .SelectMany(it => Enumerable.Range(0, 3).Select(_ => it.Next())),
        ]);
        await Rows(site);
        return site;
    }

    private static async Task<string> Rows(Site site) =>
        (await site.Get("/v1/reports/returns?wait=true")).ToJsonString();

    private async Task<JsonNode> Compared(int expected)
    {
        var (code, output, error) = await JourneyProgram.Run(engine, "compare", "--json");
        code.Should().Be(expected, error + output);
        return JsonNode.Parse(output)!;
    }

    private async Task Journey(params string[] arguments)
    {
        var (code, output, error) = await JourneyProgram.Run(engine, arguments);
        code.Should().Be(0, error + output);
    }
}
