using Spectre.Console;

namespace JourneyEngine.Cli;

/// <summary>Bars that tell how far long work is, and how long it still takes.</summary>
internal static class ProgressBars
{
    public static Progress New() =>
        Consoles
            .Error.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            );
}
