using System.Text.RegularExpressions;

namespace JourneyEngine.Tests.Architecture;

public sealed partial class the_repository_keeps_its_layout
{
    private static readonly string[] Entrance =
    [
        "src",
        "tests",
        "ops",
        "JourneyEngine.sln",
        "Directory.Build.props",
        "README.md",
    ];
    private static readonly string[] Nouns =
    [
        "Store",
        "Core",
        "Common",
        "Shared",
        "Utils",
        "Helpers",
        "Services",
        "Managers",
        "Interfaces",
    ];

    [Fact]
    public void at_the_top_level() =>
        Directory
            .EnumerateFileSystemEntries(Repository.Root)
            .Select(it => Path.GetFileName(it)!)
            .Where(it => !it.StartsWith('.'))
            .Except(Ignored())
            .Should()
            .BeEquivalentTo(Entrance);

    [Fact]
    public void with_csharp_files_that_are_read_in_one_go() =>
        Sizes("src")
            .Where(it => it.Characters > 7_500)
            .Concat(Sizes("tests").Where(it => it.Characters > 13_500))
            .Should()
            .BeEmpty();

    [Fact]
    public void with_csharp_files_of_src_that_are_mostly_short()
    {
        var sizes = Sizes("src").Select(it => it.Characters).Order().ToArray();

        sizes[sizes.Length / 2].Should().BeLessThanOrEqualTo(2_100);
        sizes[sizes.Length * 95 / 100].Should().BeLessThanOrEqualTo(5_000);
    }

    [Fact]
    public void with_lines_of_140_characters_at_most() =>
        new[] { "src", "tests" }
            .SelectMany(it => Repository.Written(it, "*.cs").Concat(Repository.Written(it, "*.razor")))
            .SelectMany(LinesOfCode)
            .Where(it => it.Line.Length > 140)
            .Should()
            .BeEmpty();

    [Fact]
    public void with_25_files_a_folder_at_most() =>
        Repository
            .Written("src", "*")
            .GroupBy(it => Path.GetDirectoryName(Repository.Name(it)))
            .Select(it => (Folder: it.Key, Files: it.Count()))
            .Where(it => it.Files > 25)
            .Should()
            .BeEmpty();

    [Fact]
    public void with_no_test_that_goes_on_with_another_one() =>
        (
            from file in Repository.Written("tests", "*.cs")
            from Match test in ContinuingTest().Matches(File.ReadAllText(file))
            select $"{Repository.Name(file)}: {test.Groups["name"].Value}"
        )
            .Should()
            .BeEmpty();

    [Fact]
    public void without_folders_named_store_core_common_or_helpers() =>
        Directory
            .EnumerateDirectories(Repository.At("src"), "*", SearchOption.AllDirectories)
            .Where(it => !Repository.Name(it).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Where(it => Nouns.Contains(Path.GetFileName(it), StringComparer.OrdinalIgnoreCase))
            .Select(Repository.Name)
            .Should()
            .BeEmpty();

    [Fact]
    public void with_no_two_places_of_more_than_ten_equal_lines() =>
        Repository
            .Written("src", "*.cs")
            .SelectMany(ElevenLines)
            .GroupBy(it => it.Text, it => it.Place, StringComparer.Ordinal)
            .Where(it => it.Count() > 1)
            .Select(it => string.Join(" and ", it))
            .Should()
            .BeEmpty();

    /// <summary>Each run of lines, without those that are empty and those that every file begins with.</summary>
    private static IEnumerable<(string Place, string Text)> ElevenLines(string file)
    {
        var lines = File.ReadLines(file)
            .Select((it, i) => (Number: i + 1, Text: it.Trim()))
            .Where(it => it.Text.Length > 0 && !it.Text.StartsWith("using ", StringComparison.Ordinal))
            .ToArray();
        return Enumerable
            .Range(0, Math.Max(0, lines.Length - 10))
            .Select(i =>
                (
                    $"{Repository.Name(file)}:{lines[i].Number}",
                    string.Join('\n', lines[i..(i + 11)].Select(it => it.Text))
                )
            );
    }

    private static IEnumerable<(string File, int Characters)> Sizes(string folder) =>
        Repository.Written(folder, "*.cs").Select(file => (Repository.Name(file), File.ReadAllText(file).Length));

    /// <summary>All lines but those that hold nothing but a text: SQL, JSON, help and sentences are data.</summary>
    private static IEnumerable<(string File, string Line)> LinesOfCode(string file)
    {
        var isRaw = false;
        foreach (var line in File.ReadLines(file))
        {
            var quotes = line.Split("\"\"\"").Length - 1;
            if (!isRaw && quotes == 0 && !TextAlone().IsMatch(line))
                yield return (Repository.Name(file), line);
            isRaw ^= quotes % 2 == 1;
        }
    }

    [GeneratedRegex(@"\b(void|Task) (?<name>(and|but|or|unless|nor|then|yet|so)_\w+)\(")]
    private static partial Regex ContinuingTest();

    [GeneratedRegex(@"^\s*(\+ )?\$?"".*""[,;)]*$")]
    private static partial Regex TextAlone();

    // What the repository ignores by plain name (test results, benchmark artifacts) is not part of the house.
    private static IEnumerable<string> Ignored() =>
        File.ReadLines(Repository.At(".gitignore"))
            .Select(it => it.Trim('/'))
            .Where(it => it.Length > 0 && !it.Contains('*'));
}
