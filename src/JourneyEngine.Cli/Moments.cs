using System.CommandLine;
using System.CommandLine.Parsing;
using JourneyEngine.Http;

namespace JourneyEngine.Cli;

/// <summary>Moments on the command line: ISO 8601, by the site's clocks where no zone is given, as the API takes
/// them.</summary>
internal static class Moments
{
    /// <summary>For the description of one that a day begins.</summary>
    public const string Beginning = "ISO 8601; the site's time zone where none is given, and a day is its beginning.";

    /// <summary>For the description of one that a day ends.</summary>
    public const string End = "ISO 8601; the site's time zone where none is given, and a day is all of it.";

    public static Option<GivenMoment?> Option(string name, string description) =>
        new(name) { Description = description, CustomParser = it => Of(it, name) };

    public static Argument<GivenMoment> Argument(string name, string description) =>
        new(name) { Description = description, CustomParser = it => Of(it, name)! };

    private static GivenMoment? Of(ArgumentResult argument, string name)
    {
        var text = argument.Tokens[0].Value;
        if (IsoTime.TryRead(text, out _))
            return new GivenMoment(text);
        argument.AddError($"{name} takes {IsoTime.Form}.");
        return null;
    }
}
