using System.CommandLine;
using System.CommandLine.Parsing;
using JourneyEngine.Http;

namespace JourneyEngine.Cli;

/// <summary>Moments on the command line: ISO 8601, UTC where no zone is given.</summary>
internal static class Moments
{
    public static Option<DateTimeOffset?> Option(string name, string description) =>
        new(name) { Description = description, CustomParser = it => Of(it, name) };

    public static Argument<DateTimeOffset> Argument(string name, string description) =>
        new(name) { Description = description, CustomParser = it => Of(it, name) ?? default };

    private static DateTimeOffset? Of(ArgumentResult argument, string name)
    {
        if (IsoTime.TryRead(argument.Tokens[0].Value, out var at))
            return at;
        argument.AddError($"{name} takes {IsoTime.Form}.");
        return null;
    }
}
