using Spectre.Console;

namespace JourneyEngine.Cli;

/// <summary>What is told goes to standard output, how far it is to standard error.</summary>
internal static class Consoles
{
    /// <summary>Wider than anything that is written.</summary>
    private const int Unwrapped = 1_000_000;

    /// <summary>For progress, questions and what went wrong: whatever reads the output does not meet them there.</summary>
    public static IAnsiConsole Error { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Programs read lines, and a pipe has no edge to wrap them at.</summary>
    public static void UnwrapWhatIsPiped()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = Unwrapped;
        if (Console.IsErrorRedirected)
            Error.Profile.Width = Unwrapped;
    }
}
