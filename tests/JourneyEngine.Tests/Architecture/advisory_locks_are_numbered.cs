using System.Reflection;
using System.Text.RegularExpressions;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Architecture;

public sealed partial class advisory_locks_are_numbered
{
    private const string List = "src/JourneyEngine.Contracts/AdvisoryLocks.cs";

    [Fact]
    public void each_differently() =>
        typeof(AdvisoryLocks)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(it => Convert.ToInt64(it.GetRawConstantValue(), null))
            .Should()
            .OnlyHaveUniqueItems()
            .And.NotBeEmpty();

    [Fact]
    public void in_one_list_only() =>
        Repository
            .Written("src", "*.cs")
            .Where(it => File.ReadAllText(it).Contains("0x4A6F_", StringComparison.Ordinal))
            .Select(Repository.Name)
            .Should()
            .Equal(List);

    [Fact]
    public void in_that_list_or_named_there_as_a_family_of_hashes()
    {
        var list = File.ReadAllText(Repository.At(List));

        Repository
            .Written("src", "*.cs")
            .Where(it => Taking().IsMatch(File.ReadAllText(it)))
            .Where(it => !File.ReadAllText(it).Contains("AdvisoryLocks.", StringComparison.Ordinal))
            .Select(it => Path.GetFileNameWithoutExtension(it))
            .Should()
            .OnlyContain(it => list.Contains($"<c>{it}</c>"));
    }

    [GeneratedRegex(@"\bpg_\w*advisory_")]
    private static partial Regex Taking();
}
