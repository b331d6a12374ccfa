using System.Globalization;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using JourneyEngine.Decisions.Statistics;
using Spectre.Console;

namespace JourneyEngine.Cli.Predictions;

/// <summary>A fitted model of conversion, and how it did on later visits.</summary>
internal static class ShowConversions
{
    public static void Show(JsonObject fitted)
    {
        var cells = fitted.Rows("cells");
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]Model {fitted.Number("version")}[/] of converting in '{fitted.Text("funnel")}' ({fitted.Text("kind")}), fitted to {cells.Sum(it => it.Number("atRisk")):N0} visits at risk ({cells.Sum(it => it.Number("converted")):N0} converted) up to {fitted.Text("until")}"
        );
        if (fitted["calibration"] is not JsonObject calibration)
        {
            AnsiConsole.MarkupLine("[yellow]There are no later visits to hold it against.[/]");
            return;
        }

        Calibration(calibration);
        if (fitted["challenger"] is JsonObject challenger)
            AnsiConsole.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"The challenger: log loss {challenger.Rate("logLoss"):0.0000}, calibration error {challenger.Rate("calibrationError"):0.0000}."
            );
    }

    /// <summary>What was said beside what came; yellow where the interval of what came does not hold what was
    /// said.</summary>
    public static void Calibration(JsonObject calibration)
    {
        if (calibration.Number("visits") == 0)
        {
            AnsiConsole.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[yellow]Of {calibration.Number("abstained"):N0} later visits nothing was said: too little is known of any.[/]"
            );
            return;
        }

        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape($"Visits from {calibration.Text("from")} to {calibration.Text("until")}"))
            .AddColumns([
                .. new[] { "visits", "said", "converted", "95 % interval" }.Select(it =>
                    new TableColumn(it).RightAligned()
                ),
            ]);
        foreach (var bin in calibration.Rows("bins"))
        {
            var (visits, said, share) = (bin.Number("visits"), bin.Rate("predicted"), bin.Rate("converted") ?? 0);
            var (low, high) = Wilson.Interval((long)Math.Round(share * visits), visits)!.Value;
            table.AddRow(
                new Text(visits.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(Percent(bin, "predicted"), said < low || said > high ? new Style(Color.Yellow) : Style.Plain),
                new Text(Percent(bin, "converted")),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{100 * low:0.0} to {100 * high:0.0}"))
            );
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Log loss {calibration.Rate("logLoss"):0.0000}; saying the same of every visit: {calibration.Rate("baseLogLoss"):0.0000}. Calibration error {calibration.Rate("calibrationError"):0.0000}. Of {calibration.Number("abstained"):N0} visits nothing was said."
        );
    }

    private static string Percent(JsonObject of, string name) =>
        of.Rate(name)?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "";
}
