using System.CommandLine;
using System.CommandLine.Parsing;

namespace JourneyEngine.Cli;

/// <summary>Moments on the command line: ISO 8601 as the API takes it, or before now; by the site's clocks where no zone
/// is given.</summary>
internal static class Moments
{
    private const string Forms =
        $"ISO 8601, or {RelativeTime.Form}; in the site's time zone where none is given, and a day is";

    /// <summary>For the description of one that a day begins.</summary>
    public const string Beginning = $"{Forms} its beginning.";

    /// <summary>For the description of one that a day ends.</summary>
    public const string End = $"{Forms} all of it.";

    /// <summary>One for all moments of a command: those between two of them are as many as was said.</summary>
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static Option<GivenMoment?> Option(string name, string description) =>
        new(name) { Description = description, CustomParser = it => Of(it, name) };

    public static Argument<GivenMoment> Argument(string name, string description) =>
        new(name) { Description = description, CustomParser = it => Of(it, name)! };

    private static GivenMoment? Of(ArgumentResult argument, string name)
    {
        var given = new GivenMoment(argument.Tokens[0].Value, Now);
        if (given.IsRead)
            return given;
        argument.AddError($"{name} takes {GivenMoment.Form}.");
        return null;
    }
}
