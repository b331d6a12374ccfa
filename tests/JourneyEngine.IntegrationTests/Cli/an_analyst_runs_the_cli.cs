using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public class an_analyst_runs_the_cli(EngineFixture engine)
{
    [Fact]
    public async Task to_replay_journeys_and_is_told_of_wrong_rows_and_sums()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon), Calls.Page("w", "home", Calls.Noon));
        await site.Get("/v1/reports/returns?wait=true");
        (await Journey("replay", "journeys"))
            .Should()
            .Match<(int Code, string Said)>(it => it.Code == 0 && it.Said.Contains("No difference"));

        await Run($"update journey.journeys set version = version + 1 where site = '{site.Name}' and visitor = 'v'");
        await Run($"update journey.sums set n = n + 1 where site = '{site.Name}'");
        var (code, said) = await Journey("replay", "journeys");
        await Run($"update journey.journeys set version = version - 1 where site = '{site.Name}' and visitor = 'v'");
        await Run($"update journey.sums set n = n - 1 where site = '{site.Name}'");

        code.Should().Be(1);
        said.Should().Contain($"{site.Name}/v").And.Contain("visits").And.NotContain($"{site.Name}/w");
        (await Journey("replay", "journeys")).Code.Should().Be(0);
    }

    [Fact]
    public async Task to_erase_and_keeps_a_certificate_that_cannot_be_written()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var nowhere = Path.Combine(TemporaryFolder.New(), "missing", "erasure.jws");

        var (code, output, error) = await JourneyProgram.Run(
            engine,
            "erase",
            "v",
            "--yes",
            "--keys",
            await site.Keys(),
            "--certificate",
            nowhere
        );

        code.Should().Be(74);
        output.Trim().Split('.').Should().HaveCount(3, "it is a JSON web signature");
        error.Should().StartWith("The visitor is forgotten.").And.Contain(nowhere);
    }

    [Fact]
    public async Task to_show_a_stream_as_of_a_time_without_later_facts()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Site.WeblogFunnel);
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon), Calls.Page("v", "files", Calls.Noon.AddDays(1)));
        await site.Get("/v1/reports/returns?wait=true");

        var (_, now) = await Journey("stream", "show", "v", "--site", site.Name);
        var (_, then) = await Journey("stream", "show", "v", "--site", site.Name, "--as-of", "2026-01-31T13:00:00Z");
        var (missing, nobody) = await Journey("stream", "show", "nobody", "--site", site.Name);

        now.Should().Contain("files").And.Contain("stage Downloader, converted in visit 2");
        then.Should().NotContain("files").And.Contain("stage Reader, not converted");
        missing.Should().Be(1);
        nobody.Should().Contain("holds nothing of");
    }

    [Fact]
    public async Task to_find_whose_streams_there_are()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/shop", Site.WeblogFunnel);
        var now = DateTimeOffset.UtcNow;
        await site.Accepted(
            Calls.Page("old", "blog", now.AddDays(-20)),
            Calls.Page("returning", "blog", now.AddDays(-10)),
            Calls.Page("returning", "files", now.AddDays(-2)),
            Calls.Page("new", "home", now.AddDays(-1))
        );
        (await site.Get("/v1/reports/returns?wait=true"))["visitors"]!.ToString().Should().Be("3");

        async Task<string[]> List(params string[] asked)
        {
            var list = await JourneyProgram.Run(engine, ["stream", "list", "--site", site.Name, "--json", .. asked]);
            (list.ExitCode, list.Error).Should().Be((0, ""));
            return
            [
                .. list
                    .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(it => JsonNode.Parse(it)!)
                    .Select(it => $"{it["visitor"]} {it["visits"]} {it["stages"]!["shop"]}"),
            ];
        }

        (await List()).Should().Equal("new 1 Visitor", "returning 2 Downloader", "old 1 Reader");
        (await List("--limit", "1")).Should().Equal("new 1 Visitor");
        (await List("--visits", "2")).Should().Equal("returning 2 Downloader");
        (await List("--since", "-15d")).Should().Equal("new 1 Visitor", "returning 2 Downloader");
        (await List("--stage", "Reader")).Should().Equal("old 1 Reader");
        var (found, table) = await Journey("stream", "list", "--site", site.Name);
        found.Should().Be(0);
        table.Should().Contain("Stage in shop").And.Contain("3 of 3 visitors");
        var (nobody, said) = await Journey("stream", "list", "--site", site.Name, "--visits", "3");
        (nobody, said.Trim()).Should().Be((1, $"Site '{site.Name}' has no such visitor."));
        var (unknown, right) = await Journey("stream", "list", "--site", site.Name, "--stage", "Buyer");
        unknown.Should().Be(1);
        right.Should().Contain("There are: Visitor, Reader, Explorer, Downloader.");
    }

    [Theory]
    [InlineData("stream list --since 31.01.2026")]
    [InlineData("stream show v --as-of 02.01.2026")]
    [InlineData("stream show v --as-of 12:00")]
    [InlineData("diff v 01/02/2026 2026-02-01")]
    [InlineData("diff v 2026-02-01 tomorrow")]
    [InlineData("diff v -7x now")]
    [InlineData("predict fit --until 31.01.2026")]
    [InlineData("export --out facts.csv --since 28/11/2026")]
    [InlineData("export --out facts.csv --until 2026-02-30")]
    [InlineData("simulate --now 31.01.2026")]
    public async Task with_a_moment_in_another_form_and_is_told_the_right_one(string arguments)
    {
        var (code, said) = await Journey(arguments.Split(' '));

        code.Should().NotBe(0);
        said.Should()
            .Contain(
                "takes a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z, or a time before now: -7d"
            );
    }

    [Fact]
    public async Task to_look_back_from_now()
    {
        var site = await engine.NewSite();
        var now = DateTimeOffset.UtcNow;
        await site.Accepted(Calls.Page("v", "blog", now.AddDays(-10)), Calls.Page("v", "files", now.AddMinutes(-5)));

        var (_, then) = await Journey("stream", "show", "v", "--site", site.Name, "--as-of", "-7d");
        var (code, between) = await Journey("diff", "v", "-2w", "-3h", "--site", site.Name);
        var (_, yesterday) = await Journey("diff", "v", "-90m", "now", "--site", site.Name);

        then.Should().Contain("blog").And.NotContain("files");
        code.Should().Be(0);
        between.Should().Contain("1 facts in between").And.Contain("blog");
        yesterday.Should().Contain("1 facts in between").And.Contain("files");
    }

    /// <summary>Whatever reads the output by lines gets whole ones, and nothing else.</summary>
    [Fact]
    public async Task through_a_pipe_that_has_no_edge_to_wrap_at()
    {
        var site = await engine.NewSite();
        var path = "/" + string.Join('/', Enumerable.Range(1, 120).Select(i => $"part-{i}"));
        var call = Calls.Page("v", "home", Calls.Noon);
        call["context"] = new System.Text.Json.Nodes.JsonObject
        {
            ["page"] = new System.Text.Json.Nodes.JsonObject { ["path"] = path },
        };
        await site.Accepted(call);

        var shown = await JourneyProgram.Run(engine, "stream", "show", "v", "--site", site.Name);
        var export = Path.Combine(TemporaryFolder.New(), new string('f', 120) + ".csv");
        var exported = await JourneyProgram.Run(engine, "export", "--out", export, "--site", site.Name);
        var nobody = await JourneyProgram.Run(engine, "stream", "show", "nobody", "--site", site.Name);

        shown.Output.Split('\n').Should().ContainSingle(it => it.Contains("2026-01-31") && it.Contains(path));
        exported
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(export);
        (nobody.ExitCode, nobody.Output).Should().Be((1, ""));
        nobody.Error.Trim().Should().Be($"Site '{site.Name}' holds nothing of 'nobody'.");
    }

    [Theory]
    [InlineData("stream sho v", "'sho' is not known here. Did you mean 'show'? See journey stream --help.")]
    [InlineData("stream show v --as-off 2026-01-31", "'--as-off' is not known here. Did you mean '--as-of'?")]
    [InlineData("decisions estimate x.csv --estimator best", "Must be one of: 'ips'")]
    [InlineData("decisions", "Say what: one of verify, replay, estimate. See journey decisions --help.")]
    [InlineData("", "Say what: one of stream, diff, export")]
    [InlineData("diff v", "Required argument 'from' missing for command: 'diff'. See journey diff --help.")]
    public async Task wrongly_and_is_told_so_in_one_line(string arguments, string says)
    {
        var wrong = await JourneyProgram.Run(engine, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        (wrong.ExitCode, wrong.Output).Should().Be((1, ""));
        wrong
            .Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(says);
    }

    [Fact]
    public async Task with_help_and_sees_what_the_exit_codes_mean()
    {
        var (code, said) = await Journey("replay", "journeys", "--help");

        code.Should().Be(0);
        said.Should().Contain("Exit code 0: no difference");
    }

    private async Task<(int Code, string Said)> Journey(params string[] arguments)
    {
        var (code, output, error) = await JourneyProgram.Run(engine, arguments);
        return (code, string.Join(' ', (output + error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private async Task Run(string statement)
    {
        await using var command = engine.Database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
