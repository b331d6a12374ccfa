using System.CommandLine;
using System.CommandLine.Parsing;
using JourneyEngine.Settings;

namespace JourneyEngine.Cli;

/// <summary>What is wrong with a command line, in one line: the whole help is there for whoever asks for it.</summary>
internal static class Misuse
{
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var wrong =
            parsed.UnmatchedTokens is [var unknown, ..] ? Unknown(unknown, command)
            : command.Subcommands.Count > 0 && command.Action is null ? Missing(command)
            : OneLine(parsed.Errors[0].Message);
        return $"{wrong.TrimEnd('.', '?')}{(wrong.EndsWith('?') ? '?' : '.')} See {Path(parsed.CommandResult)} --help.";
    }

    private static string Unknown(string unknown, Command command)
    {
        var known = unknown.StartsWith('-')
            ? command.Options.Select(it => it.Name)
            : command.Subcommands.Select(it => it.Name);
        return $"'{unknown}' is not known here.{NearestName.Meant(unknown, known)}";
    }

    public static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Missing(Command command) =>
        $"Say what: one of {string.Join(", ", command.Subcommands.Select(it => it.Name))}.";

    private static string Path(SymbolResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {((CommandResult)command).Command.Name}" : "journey";
}
