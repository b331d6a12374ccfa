using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Conversions;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class an_analyst_exports(EngineFixture engine)
{
    private readonly string _folder = TemporaryFolder.New();

    [SkippableFact]
    public async Task weblog_journeys_as_parquet_with_the_published_counts()
    {
        var lines = Shared.Lines("data/weblog.ndjson.gz");
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await Weblog.Send(site, lines, 8);
        await site.Get("/v1/reports/returns?wait=true");

        var journeys = await Exported(site, "journeys.parquet", "--what", "journeys");
        var facts = await Exported(site, "facts.parquet");

        Duck.Asked($"select visits, count(*) from '{journeys}' group by all order by all")
            .Should()
            .Equal("1 863", "2 100", "3 8", "4 4", "5 3", "6 1", "7 4");
        Duck.Asked($"select stage, count(*) from '{journeys}' group by all order by all")
            .Should()
            .Equal("Downloader 58", "Explorer 402", "Reader 455", "Visitor 68");
        Duck.Asked($"select convertedAtVisit, count(*) from '{journeys}' group by all order by all")
            .Should()
            .Equal("1 47", "2 9", "3 1", "4 1", "- 925");
        Duck.Asked($"select count(*), count(distinct id), count(distinct visitor) from '{facts}'")
            .Should()
            .Equal("1839 1839 983");
        Duck.Asked(
                $"select id, visitor, name, strftime(time at time zone 'UTC', '%Y-%m-%dT%H:%M:%S') "
                    + $"from '{facts}' order by id"
            )
            .Should()
            .Equal(
                lines
                    .Select(it =>
                        $"{it["messageId"]} {it["anonymousId"]} {it["name"]?.ToString() ?? "-"} {((string)it["timestamp"]!)[..19]}"
                    )
                    .Order(StringComparer.Ordinal)
            );
        Duck.Asked($"select position from '{facts}'")
            .Select(long.Parse)
            .Should()
            .BeInAscendingOrder("facts come in the order of the log");
    }

    [Fact]
    public async Task facts_as_the_same_cloud_events_that_the_api_returns()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero("rules", "video");
        await site.Accepted(Calls.Page("v", "home", Calls.Noon), Calls.Page("v", "blog", Calls.Noon.AddDays(1)));
        await site.Hero("v");

        var lines = await File.ReadAllLinesAsync(await Exported(site, "facts.ndjson"));

        lines.Should().HaveCount(3);
        string.Join('\n', lines)
            .Should()
            .Be((await (await site.Ask("/v1/visitors/v/events")).Content.ReadAsStringAsync()).TrimEnd());
    }

    [Fact]
    public async Task facts_as_csv_with_formula_cells_escaped()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            Calls.Page("=1+1", "@SUM(A1)", Calls.Noon),
            Calls.Page("v", "+PLUS", Calls.Noon),
            Calls.Page("v", "ordinary, \"quoted\"", Calls.Noon.AddHours(1))
        );

        var file = await Exported(site, "facts.csv");

        (await File.ReadAllBytesAsync(file)).Should().StartWith([0xEF, 0xBB, 0xBF]);
        (await File.ReadAllTextAsync(file))
            .Should()
            .Contain(",\"'=1+1\",")
            .And.Contain(",\"'@SUM(A1)\",")
            .And.Contain(",\"'+PLUS\",");
        Duck.Asked($"select name from read_csv('{file}') where name like 'ord%'")
            .Should()
            .Equal("ordinary, \"quoted\"");
    }

    [Fact]
    public async Task only_facts_and_journeys_within_a_time_range()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Site.WeblogFunnel);
        await site.Accepted([
            .. Enumerable
                .Range(0, 5)
                .Select(day => Calls.Page("v", day == 4 ? "files" : "blog", Calls.Noon.AddDays(day))),
        ]);

        var some = await Exported(
            site,
            "some.parquet",
            "--since",
            "2026-02-01T12:00:00Z",
            "--until",
            "2026-02-03T12:00:00Z"
        );
        var then = await Exported(site, "then.csv", "--what", "journeys", "--until", "2026-02-03T12:00:00Z");

        Duck.Asked($"select count(*), min(version), max(version) from '{some}'").Should().Equal("3 2 4");
        Duck.Asked($"select visits, returnVisits, stage, convertedAtVisit from '{then}'")
            .Should()
            .Equal("4 3 Reader -");
    }

    [Fact]
    public async Task whole_days_of_the_site()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/settings", new { timeZone = "America/New_York" });
        var midnight = new DateTimeOffset(2026, 2, 1, 5, 0, 0, TimeSpan.Zero);
        await site.Accepted(
            Calls.Page("before", "home", midnight.AddMilliseconds(-1)),
            Calls.Page("first", "home", midnight),
            Calls.Page("last", "home", midnight.AddDays(1).AddMilliseconds(-1)),
            Calls.Page("after", "home", midnight.AddDays(1))
        );

        var day = await Exported(site, "day.ndjson", "--since", "2026-02-01", "--until", "2026-02-01");
        var then = await Exported(site, "then.ndjson", "--what", "journeys", "--until", "2026-02-01T00:00");

        (await File.ReadAllLinesAsync(day)).Should().HaveCount(2);
        (await File.ReadAllTextAsync(then))
            .Should()
            .Contain("\"before\"")
            .And.Contain("\"first\"")
            .And.NotContain("\"last\"");
    }

    [Fact]
    public async Task to_an_existing_file_only_with_force_and_leaves_no_partial_file()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var file = Path.Combine(_folder, "mine.parquet");
        await File.WriteAllTextAsync(file, "mine");

        var (code, _, error) = await JourneyProgram.Run(engine, "export", "--site", site.Name, "--out", file);
        (code, error.Trim()).Should().Be((1, $"{file} is there already: choose another name, or say --force."));
        (await File.ReadAllTextAsync(file)).Should().Be("mine");
        (await JourneyProgram.Run(engine, "export", "--site", "nobody", "--out", file, "--force"))
            .ExitCode.Should()
            .Be(1);
        (
            await JourneyProgram.Run(
                engine,
                "export",
                "--site",
                site.Name,
                "--out",
                Path.Combine(_folder, "no", "where.csv")
            )
        )
            .ExitCode.Should()
            .Be(1);
        (await JourneyProgram.Run(engine, "export", "--site", site.Name, "--out", file + ".txt"))
            .Error.Should()
            .Contain("Say --format");

        await Exported(site, "mine.parquet", "--force");
        Duck.Asked($"select count(*) from '{file}'").Should().Equal("1");
        Directory.EnumerateFiles(_folder).Should().Equal(file);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file)
                .Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds pseudonyms");
    }

    private async Task<string> Exported(Site site, string name, params string[] options)
    {
        var file = Path.Combine(_folder, name);
        var (code, output, error) = await JourneyProgram.Run(
            engine,
            ["export", "--site", site.Name, "--out", file, "--json", .. options]
        );
        code.Should().Be(0, error);
        ((string)JsonNode.Parse(output)!["file"]!).Should().Be(file);
        return file;
    }
}
