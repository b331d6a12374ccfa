namespace JourneyEngine.IntegrationTests.Cli;

[Collection(EngineTests.Name)]
public sealed class an_operator_names_no_keys(EngineFixture engine)
{
    [Fact]
    public async Task where_the_data_folder_holds_those_of_one_site_whatever_its_name()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("somebody", "home", Calls.Noon));
        var folder = TemporaryFolder.New();
        File.Copy(await site.Keys(), Path.Combine(folder, $"{site.Name}.keys.json"));

        (await Counted(folder)).Output.Should().Contain("somebody").And.Contain("Nothing was erased");
    }

    [Fact]
    public async Task where_the_data_folder_holds_those_of_several_and_is_told_to()
    {
        var (one, other) = (await engine.NewSite(), await engine.NewSite());
        var folder = TemporaryFolder.New();
        foreach (var site in new[] { one, other })
            File.Copy(await site.Keys(), Path.Combine(folder, $"{site.Name}.keys.json"));

        var (code, _, error) = await Counted(folder);

        code.Should().Be(2);
        error.Should().Contain($"{one.Name}.keys.json").And.Contain($"{other.Name}.keys.json").And.Contain("--keys");
    }

    private Task<(int ExitCode, string Output, string Error)> Counted(string folder) =>
        JourneyProgram.RunBeside(engine.Host.Address, folder, "erase", "somebody", "--dry-run");
}
