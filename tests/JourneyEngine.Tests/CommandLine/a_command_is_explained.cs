using System.CommandLine;
using System.Text.RegularExpressions;
using JourneyEngine.Cli;

namespace JourneyEngine.Tests.CommandLine;

public sealed partial class a_command_is_explained
{
    public static TheoryData<string> Names => [.. Each("journey", JourneyCommands.Root()).Select(it => it.Path)];

    [Theory]
    [MemberData(nameof(Names))]
    public void by_an_example_that_can_be_typed_so(string path)
    {
        var command = Each("journey", JourneyCommands.Root()).Single(it => it.Path == path).Command;

        var examples = Examples().Matches(command.Description!).Select(it => it.Groups["line"].Value).ToArray();

        examples.Should().NotBeEmpty($"--help of {path} shows how it is used");
        examples.Should().Contain(it => it.StartsWith(path));
        foreach (var example in examples)
            JourneyCommands.Root().Parse(example["journey ".Length..]).Errors.Should().BeEmpty(example);
    }

    private static IEnumerable<(string Path, Command Command)> Each(string path, Command command) =>
        command.Subcommands.SelectMany(it => Each($"{path} {it.Name}", it)).Prepend((path, command));

    [GeneratedRegex(@"(?:Example: | {4,})(?<line>journey [^>|\n]+?)(?= *[>|\n]|$)")]
    private static partial Regex Examples();
}
