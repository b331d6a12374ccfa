namespace JourneyEngine.Tests.Architecture;

public sealed class the_house_stays_in_order
{
    private static readonly string[] Entrance = ["src", "tests", "ops", "JourneyEngine.sln", "Directory.Build.props", "README.md"];
    private static readonly string[] Nouns = ["Core", "Common", "Shared", "Utils", "Helpers", "Services", "Managers", "Interfaces"];

    [Fact]
    public void at_the_entrance() =>
        Directory.EnumerateFileSystemEntries(Repository.Root).Select(it => Path.GetFileName(it)!)
            .Where(it => !it.StartsWith('.')).Except(Ignored()).Should().BeEquivalentTo(Entrance);

    [Fact]
    public void in_files_that_fit_the_head() =>
        new[] { "src", "tests", "ops" }.SelectMany(it => Repository.Written(it, "*.cs"))
            .Select(file => (file: Repository.Name(file), lines: File.ReadLines(file).Count()))
            .Where(it => it.lines > 300).Should().BeEmpty();

    [Fact]
    public void in_folders_with_names_of_the_domain() =>
        Directory.EnumerateDirectories(Repository.At("src"), "*", SearchOption.AllDirectories)
            .Where(it => !Repository.Name(it).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Where(it => Nouns.Contains(Path.GetFileName(it), StringComparer.OrdinalIgnoreCase)).Select(Repository.Name).Should().BeEmpty();

    // What the repository ignores by plain name (test results, benchmark artifacts) is not part of the house.
    private static IEnumerable<string> Ignored() =>
        File.ReadLines(Repository.At(".gitignore")).Select(it => it.Trim('/')).Where(it => it.Length > 0 && !it.Contains('*'));
}
