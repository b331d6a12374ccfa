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

    [Theory]
    [InlineData("stream show v --as-of 02.01.2026")]
    [InlineData("stream show v --as-of 12:00")]
    [InlineData("diff v 01/02/2026 2026-02-01")]
    [InlineData("diff v 2026-02-01 yesterday")]
    [InlineData("export --out facts.csv --since 28/11/2026")]
    [InlineData("export --out facts.csv --until 2026-02-30")]
    [InlineData("simulate --now 31.01.2026")]
    public async Task with_a_moment_in_another_form_and_is_told_the_right_one(string arguments)
    {
        var (code, said) = await Journey(arguments.Split(' '));

        code.Should().NotBe(0);
        said.Should().Contain("takes a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z.");
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
