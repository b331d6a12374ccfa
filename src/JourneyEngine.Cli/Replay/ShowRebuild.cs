using System.Globalization;
using JourneyEngine.Replay.Rebuilding;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary>Prints what was built anew, and which figures of the reports moved.</summary>
internal static class ShowRebuild
{
    private const int MostShown = 20;

    public static void Show(IAnsiConsole to, RebuildOutcome outcome)
    {
        Show(to, outcome.Moved, outcome.Cells);
        to.MarkupLine(
            $"[green]Rebuilt:[/] {Count(outcome.Journeys)} journeys and {Count(outcome.Tallies)} report cells from "
                + $"{Count(outcome.Events)} events up to position {Count(outcome.Position)}, in "
                + $"{outcome.Seconds.ToString("N1", CultureInfo.InvariantCulture)} s."
        );
        to.WriteLine(Moved(outcome));
        if (outcome.LastUpdate is not { } update)
            return;
        to.WriteLine();
        to.WriteLine(
            $"The update of the engine at {update.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC counts "
                + $"otherwise. It moved {Count(update.Moved.Sum(it => it.Cells))} cells"
                + (update.Cells.Count == 0 ? ":" : ", these most:")
        );
        Show(to, update.Moved, update.Cells);
    }

    private static void Show(IAnsiConsole to, IReadOnlyList<MovedMeasure> moved, IReadOnlyList<MovedCell> cells)
    {
        if (moved.Count == 0)
            return;
        to.Write(
            Of(
                ["counted", "cells", "sum before", "sum after"],
                moved.Select(it =>
                    (string[])
                        [
                            it.Redefined ? it.Measure + " (counts something else now)" : it.Measure,
                            Count(it.Cells),
                            Count(it.Before),
                            Count(it.After),
                        ]
                )
            )
        );
        if (cells.Count == 0)
        {
            to.WriteLine(
                "Each of these counts something else now, so that no cell of before can be set beside one of after."
            );
            return;
        }

        to.Write(
            Of(
                ["site", "counted", "funnel", "cohort", "cell", "before", "after"],
                cells
                    .Take(MostShown)
                    .Select(it =>
                        (string[])
                            [
                                it.Site,
                                it.Measure,
                                it.Funnel ?? "",
                                it.Cohort.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                                it.Cell,
                                Count(it.Before),
                                Count(it.After),
                            ]
                    )
            )
        );
    }

    private static string Moved(RebuildOutcome outcome)
    {
        var moved = outcome.Moved.Sum(it => it.Cells);
        return !outcome.Compared ? "Figures were being made anew when it began, so it cannot be told which moved."
            : moved == 0 ? "No figure moved."
            : moved > MostShown ? $"{Count(moved)} cells moved; shown are the {MostShown} that moved most."
            : $"{Count(moved)} cells moved.";
    }

    private static Table Of(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(
                column is "cells" or "before" or "after" || column.StartsWith("sum ", StringComparison.Ordinal)
                    ? new TableColumn(column).RightAligned()
                    : new TableColumn(column)
            );
        foreach (var row in rows)
            table.AddRow(row.Select(it => new Text(it)));
        return table;
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
