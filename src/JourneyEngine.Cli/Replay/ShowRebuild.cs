using System.Globalization;
using JourneyEngine.Replay.Rebuilding;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary>Prints what was built anew, and which figures of the reports moved.</summary>
internal static class ShowRebuild
{
    public static void Show(RebuildOutcome outcome)
    {
        if (outcome.Moved.Count > 0)
        {
            AnsiConsole.Write(
                Of(
                    ["counted", "cells", "sum before", "sum after"],
                    outcome.Moved.Select(it =>
                        (string[])[it.Measure, Count(it.Cells), Count(it.Before), Count(it.After)]
                    )
                )
            );
            AnsiConsole.Write(
                Of(
                    ["site", "counted", "funnel", "cohort", "cell", "before", "after"],
                    outcome.Cells.Select(it =>
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

        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[green]Rebuilt:[/] {outcome.Journeys:N0} journeys and {outcome.Tallies:N0} report cells from {outcome.Events:N0} events up to position {outcome.Position:N0}, in {outcome.Seconds:N1} s."
        );
        var (moved, told) = (outcome.Moved.Sum(it => it.Cells), outcome.Cells.Count);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{(!outcome.Compared ? "Figures were being made anew when it began, so it cannot be told which moved." : moved == 0 ? "No figure moved." : told < moved ? $"{moved:N0} cells moved; shown are the {told} that moved most." : $"{moved:N0} cells moved.")}"
        );
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
