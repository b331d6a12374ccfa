using System.Reflection;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Architecture;

public sealed class advisory_locks_are_numbered
{
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
            .Equal("src/JourneyEngine.Contracts/AdvisoryLocks.cs");
}
