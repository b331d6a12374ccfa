namespace JourneyEngine.Tests.Architecture;

/// <summary>What an analyst runs proves by absence that decisions do not need declared data.</summary>
public sealed class the_cli_holds_no_vault
{
    private static readonly string Output = Repository.OutputOf("JourneyEngine.Cli");

    [Fact]
    public void among_its_files() =>
        Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Should().Contain("journey.dll").And.NotContain(name => name!.Contains("Vault", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void among_all_that_it_reaches() =>
        Compiled.Reach("journey", Output).Concat(Compiled.Reach("JourneyEngine", Output)).Should().NotContain("JourneyEngine.Vault");

    [Fact]
    public void among_what_it_would_load() =>
        File.ReadAllText(Path.Combine(Output, "journey.deps.json")).Should().NotContain("JourneyEngine.Vault");
}
