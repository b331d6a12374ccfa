using System.Globalization;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using Spectre.Console;

namespace JourneyEngine.Cli.Predictions;

/// <summary>A fitted model of returning, and how it did on later data.</summary>
internal static class ShowReturns
{
    public static void Show(JsonObject fitted)
    {
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]Model {fitted.Number("version")}[/] of returning, fitted to {fitted.Number("visitors"):N0} visitors ({fitted.Number("returned"):N0} returned) known at {fitted.Text("until")}"
        );
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"r {Value(fitted, "r"):0.0000}  alpha {Value(fitted, "alpha"):0.0000} {fitted.Text("unit")}s  a {Value(fitted, "a"):0.0000}  b {Value(fitted, "b"):0.0000}  log-likelihood {Value(fitted, "logLikelihood"):0.00}"
        );
        if (fitted["calibration"] is JsonObject calibration)
            Calibration(calibration);
        else
            AnsiConsole.MarkupLine("[yellow]There is nothing later to hold it against.[/]");
    }

    public static void Calibration(JsonObject calibration)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape($"Days with visits from {calibration.Text("from")} to {calibration.Text("until")}"))
            .AddColumn("repeat visits before")
            .AddColumns([
                .. new[] { "visitors", "expected", "came", "chance to return", "returned" }.Select(it =>
                    new TableColumn(it).RightAligned()
                ),
            ]);
        var rows = calibration["rows"]!.AsArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i]!.AsObject();
            string Cell(string name, string format) => Value(row, name).ToString(format, CultureInfo.InvariantCulture);
            table.AddRow(
                row.Number("repeatVisits") + (i == rows.Count - 1 ? " or more" : ""),
                Cell("visitors", "N0"),
                Cell("expected", "0.00"),
                Cell("actual", "0.00"),
                Cell("chance", "P1"),
                Cell("share", "P1")
            );
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Brier score {Value(calibration, "brier"):0.0000}; saying the same of everybody: {Value(calibration, "baseBrier"):0.0000}"
        );
    }

    private static double Value(JsonObject of, string name) => (double)of[name]!;
}
