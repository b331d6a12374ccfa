using System.Globalization;
using JourneyEngine.Replay;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary>Prints where a shadow and the live journeys differ.</summary>
internal static class ShowDifferences
{
    public static void Show(ShadowDifferences found)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("sums")
            .AddColumns([
                .. new[] { "live", "shadow", "cells that differ" }.Select(it => new TableColumn(it).RightAligned()),
            ]);
        foreach (var sum in found.Sums)
            table.AddRow(
                new[] { sum.Name }
                    .Concat(
                        new[] { sum.Live, sum.Shadow, sum.Cells }.Select(it =>
                            it.ToString("N0", CultureInfo.InvariantCulture)
                        )
                    )
                    .Select(it => new Text(it))
            );
        AnsiConsole.Write(table);
        foreach (var visitor in found.First)
            AnsiConsole.MarkupLineInterpolated($"[red]differs[/] {visitor}");
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Up to position {found.Position:N0}: {found.Same:N0} journeys alike, {found.Differ:N0} differ; {found.MovedOn:N0} visitors came since{(found.MovedOn > 0 ? ", and cells that differ may be theirs" : "")}."
        );
    }
}
