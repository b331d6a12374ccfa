using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class an_analyst_compares_two_moments(EngineFixture engine)
{
    [Fact]
    public async Task of_a_journey_and_sees_its_changes_and_the_facts_between()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Site.WeblogFunnel);
        await site.Accepted(
            Calls.Page("v", "blog", Calls.Noon),
            Calls.Page("v", "home", Calls.Noon.AddDays(1)),
            Calls.Page("v", "files", Calls.Noon.AddDays(1).AddMinutes(5)),
            Calls.Page("v", "home", Calls.Noon.AddDays(2))
        );
        string[] diff = ["diff", "v", "2026-01-31T12:00:00Z", "2026-02-01T23:00:00Z", "--site", site.Name];

        var (code, output, error) = await JourneyProgram.Run(engine, [.. diff, "--json"]);

        code.Should().Be(0, error);
        var told = JsonNode.Parse(output)!;
        told["changes"]!
            .AsArray()
            .Select(it => $"{it!["what"]}: {it["before"]} -> {it["after"]}")
            .Should()
            .Equal(
                "visits: 1 -> 2",
                "return visits: 0 -> 1",
                "interactions: 1 -> 3",
                "last seen: 2026-01-31 12:00:00 -> 2026-02-01 12:05:00",
                "stage in f: Reader -> Downloader",
                "converted in f: - -> in visit 2"
            );
        told["facts"]!.AsArray().Select(it => (string)it!["data"]!["name"]!).Should().Equal("home", "files");
        (await JourneyProgram.Run(engine, diff))
            .Output.Should()
            .Contain("stage in f")
            .And.Contain("2 facts in between");
    }

    [Fact]
    public async Task by_the_site_s_clocks_where_no_zone_is_given()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { timeZone = "America/New_York" });
        var midnight = new DateTimeOffset(2026, 2, 1, 5, 0, 0, TimeSpan.Zero);
        await site.Accepted(
            Calls.Page("v", "home", midnight.AddMinutes(-1)),
            Calls.Page("v", "files", midnight.AddMinutes(1)),
            Calls.Page("v", "blog", midnight.AddDays(1).AddMinutes(1))
        );
        string[] of = ["v", "--site", site.Name];

        var (_, diff, error) = await JourneyProgram.Run(
            engine,
            ["diff", .. of, "2026-02-01", "2026-02-02T00:00", "--json"]
        );
        var (_, shown, _) = await JourneyProgram.Run(engine, ["stream", "show", .. of, "--as-of", "2026-02-01"]);

        error.Should().BeEmpty();
        var told = JsonNode.Parse(diff)!;
        told["facts"]!.AsArray().Select(it => (string)it!["data"]!["name"]!).Should().Equal("files");
        ((string)told["from"]!).Should().Be("2026-02-01T05:00:00+00:00");
        shown.Should().Contain("home").And.NotContain("files");
    }

    [Fact]
    public async Task of_an_unknown_visitor_or_in_reverse_order_and_gets_an_error()
    {
        (await JourneyProgram.Run(engine, "diff", "nobody", "2026-01-01", "2026-02-01")).ExitCode.Should().Be(1);
        (await JourneyProgram.Run(engine, "diff", "nobody", "2026-02-01", "2026-01-01"))
            .Error.Should()
            .Contain("The earlier moment comes first.");
        (await JourneyProgram.Run(engine, "diff", "nobody", "someday", "2026-01-01"))
            .Error.Should()
            .Contain("2026-01-31T12:00:00Z");
    }
}
