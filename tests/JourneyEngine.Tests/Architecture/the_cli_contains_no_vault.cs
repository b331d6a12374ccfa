namespace JourneyEngine.Tests.Architecture;

/// <summary>What an analyst runs proves by absence that decisions do not need declared data.</summary>
public sealed class the_cli_contains_no_vault
{
    private static readonly string Output = Repository.OutputOf("JourneyEngine.Cli");

    [Fact]
    public void in_an_output_folder_that_exists() =>
        File.Exists(Path.Combine(Output, "journey.dll")).Should().BeTrue(Output);

    [Fact]
    public void among_the_files_of_its_output_folder() =>
        Breach.None(
            from file in Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories)
            where Path.GetFileName(file).Contains("Vault", StringComparison.OrdinalIgnoreCase)
            select new Breach("Cli", "Vault", "its output folder", Path.GetFileName(file))
        );

    [Fact]
    public void among_the_assemblies_that_it_reaches() =>
        Breach.None(
            from start in new[] { "journey", "JourneyEngine" }
            from reached in Compiled.Reach(start, Output)
            where reached.Contains("Vault", StringComparison.OrdinalIgnoreCase)
            select new Breach("Cli", "Vault", start + ".dll", reached + ".dll")
        );

    [Fact]
    public void in_its_deps_json() =>
        Breach.None(
            from line in File.ReadLines(Path.Combine(Output, "journey.deps.json"))
            where line.Contains("Vault", StringComparison.OrdinalIgnoreCase)
            select new Breach("Cli", "Vault", "journey.deps.json", line.Trim())
        );
}
