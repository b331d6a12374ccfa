using System.Text.RegularExpressions;

namespace JourneyEngine.Tests.Architecture;

public sealed partial class marten_s_event_tables_are_named
{
    private const string Room = "src/JourneyEngine/Log/";

    [Fact]
    public void in_the_folder_of_the_log_alone() =>
        Breach.None(
            from file in Repository.Written("src", "*")
            let name = Repository.Name(file)
            where IsText(name) && !name.StartsWith(Room, StringComparison.Ordinal)
            from Match match in Table().Matches(File.ReadAllText(file))
            select new Breach(name, "Log", name, match.Value)
        );

    [Fact]
    public void in_the_folder_of_the_log_where_this_test_finds_them() =>
        Repository.Written(Room, "*.cs").Where(it => Table().IsMatch(File.ReadAllText(it))).Should().NotBeEmpty();

    private static bool IsText(string name) => Path.GetExtension(name) is ".cs" or ".sql" or ".razor";

    [GeneratedRegex(@"\bmt_(events|streams)\w*", RegexOptions.IgnoreCase)]
    private static partial Regex Table();
}
