using JourneyEngine.Cli.Replay;
using JourneyEngine.Replay.Rebuilding;
using Spectre.Console;

namespace JourneyEngine.Tests.Replay;

/// <summary>What an operator reads after a rebuild.</summary>
public class an_update_moved_figures
{
    private static readonly MovedMeasure Corrected = new("visits", 2, 30, 31, Redefined: false);
    private static readonly MovedMeasure Redefined = new("stage", 4, 50, 60, Redefined: true);
    private static readonly MovedCell Cell = new("shop", "visits", null, new DateOnly(2026, 1, 31), "visits 2", 30, 31);

    [Fact]
    public void of_which_those_that_moved_most_are_shown() =>
        Shown([Corrected, Redefined], [Cell])
            .Should()
            .Contain("It moved 6 cells, these most:")
            .And.Contain("2026-01-31")
            .And.NotContain("no cell");

    [Fact]
    public void of_which_none_can_be_compared_and_no_empty_table_is_shown() =>
        Shown([Redefined], [])
            .Should()
            .Contain("It moved 4 cells:")
            .And.Contain("no cell of before can be set beside one of after")
            .And.NotContain("cohort");

    private static string Shown(MovedMeasure[] moved, MovedCell[] cells)
    {
        using var shown = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shown) });
        console.Profile.Width = 200;
        var update = new LastUpdate(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), moved, cells);
        ShowRebuild.Show(console, new RebuildOutcome(9, 9, 9, 9, 1, Compared: true, [], [], update));
        return shown.ToString();
    }
}
