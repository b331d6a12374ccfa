using System.Globalization;
using System.Text.RegularExpressions;

namespace JourneyEngine.Tests.Architecture;

public sealed partial class the_security_page_says_by_what
{
    private static readonly string[] Judgements = ["holds", "not", "does not apply"];
    private static readonly string Page = File.ReadAllText(Repository.At("ops", "asvs.md"));

    private static IEnumerable<(string Number, string Judgement, string Why)> Rows =>
        Row()
            .Matches(Page)
            .Select(it => (it.Groups["number"].Value, it.Groups["judgement"].Value, it.Groups["why"].Value));

    [Fact]
    public void each_requirement_holds_with_tests_and_files_that_exist()
    {
        Rows.Should().HaveCountGreaterThan(200);
        (
            from row in Rows
            from Match it in Code().Matches(row.Why)
            let cited = it.Groups["text"].Value
            where IsFile(cited) ? !Exists(cited) : IsTest(cited) && !IsWritten(cited)
            select (row.Number, cited)
        )
            .Should()
            .BeEmpty();
        Rows.Where(it => it.Judgement == "holds" && !Code().IsMatch(it.Why)).Should().BeEmpty();
    }

    [Fact]
    public void in_numbers_that_are_those_of_its_rows()
    {
        var chapters = Chapter()
            .Matches(Page)
            .ToDictionary(
                it => it.Groups["chapter"].Value,
                it =>
                    it.Groups["numbers"]
                        .Value.Split('|')
                        .Select(n => int.Parse(n, CultureInfo.InvariantCulture))
                        .ToArray()
            );

        foreach (var chapter in Rows.GroupBy(it => it.Number.Split('.')[0]))
            chapters[chapter.Key].Should().Equal(Counts(chapter), $"of chapter V{chapter.Key}");
        chapters.Should().HaveCount(Rows.GroupBy(it => it.Number.Split('.')[0]).Count());
        var all = Counts(Rows);
        Page.Should().Contain($"| all | {string.Join(" | ", all)} |");
        Page.Should()
            .Contain(
                $"Of {all[3]} requirements {all[0]} hold, {all[1]} do not, and {all[2]} do not apply",
                "so it begins"
            );
    }

    private static int[] Counts(IEnumerable<(string Number, string Judgement, string Why)> rows)
    {
        var judged = rows.ToLookup(it => it.Judgement);
        return [.. Judgements.Select(it => judged[it].Count()), judged.Sum(it => it.Count())];
    }

    private static bool IsFile(string cited) => File_().IsMatch(cited);

    private static bool IsTest(string cited) => Test().IsMatch(cited);

    private static bool Exists(string file) =>
        Path.Exists(Repository.At(file.TrimEnd('/'))) || Path.Exists(Repository.At("src", file));

    /// <remarks>Folder, class and method.</remarks>
    private static bool IsWritten(string test)
    {
        var (file, method) = test.Split('.') is [var it, var name] ? (it, name) : (test, "");
        return Directory
            .EnumerateDirectories(Repository.At("tests"))
            .Select(it => Path.Combine(it, file + ".cs"))
            .Any(it =>
                File.Exists(it)
                && File.ReadAllText(it).Contains(method.Length > 0 ? $" {method}(" : "class", StringComparison.Ordinal)
            );
    }

    [GeneratedRegex(
        @"^\| (?<number>\d+\.\d+\.\d+) \| [^|]+ \| (?<judgement>holds|not|does not apply) \| (?<why>.+) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| V(?<chapter>\d+) [^|]+ \| (?<numbers>[\d |]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Chapter();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^(src|ops|tests|Directory\.Build\.props)(/|$)|^Directory\.Build\.props$")]
    private static partial Regex File_();

    [GeneratedRegex("^[A-Z][A-Za-z]+/[a-z_0-9]+(\\.[a-z_0-9A-Z]+)?$")]
    private static partial Regex Test();
}
