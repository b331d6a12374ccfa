using System.CommandLine;

namespace JourneyEngine.Cli.Completion;

/// <summary><c>journey completion</c>: a script by which a shell completes commands and options at the tab key.</summary>
internal static class CompleteCommands
{
    private const string Help = """
        Print a script by which a shell completes commands, options and their values at the tab key. It asks this program.
        Example: journey completion bash > ~/.local/share/bash-completion/completions/journey
        For this shell alone: source <(journey completion bash), the same with zsh, or journey completion fish | source.
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong([.. ShellScripts.All.Keys]);
        var completion = new Command("completion", Help) { shell };
        completion.SetAction(parsed => Console.WriteLine(ShellScripts.All[parsed.GetRequiredValue(shell)]));
        return completion;
    }
}
