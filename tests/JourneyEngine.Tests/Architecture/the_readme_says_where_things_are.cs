using System.Text.RegularExpressions;

namespace JourneyEngine.Tests.Architecture;

public sealed partial class the_readme_says_where_things_are
{
    [Fact]
    public void in_files_that_exist()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.At("README.md")));

        rows.Should().HaveCountGreaterThan(30);
        (
            from row in rows
            from Match file in Code().Matches(row.Groups["files"].Value)
            let path = Repository.At(row.Groups["folder"].Value, file.Groups["text"].Value)
            where !File.Exists(path)
            select Repository.Name(path)
        )
            .Should()
            .BeEmpty();
    }

    [GeneratedRegex(@"^\| [^|]+ \| `(?<folder>(src|tests)/[^`]+)` \| (?<files>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();
}
