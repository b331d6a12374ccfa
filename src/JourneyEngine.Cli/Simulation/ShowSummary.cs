using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace JourneyEngine.Cli.Simulation;

/// <summary>The summary for a newcomer's eyes.</summary>
internal static class ShowSummary
{
    private const int RowsShown = 8;

    public static void Show(Summary summary, Uri url, string keysFile)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]Received[/]  {string.Join(", ", summary.Receipts.Select(it => $"{Number(it.Value)} {it.Key}"))}   [grey](seed {summary.Seed})[/]");
        AnsiConsole.MarkupLineInterpolated($"[bold]Journeys[/]  {Number(summary.Returns["visitors"])} visitors, {Number(summary.Returns["visits"])} visits, {Number(summary.Returns["returnVisits"])} of them returns");
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Columns(Stages(summary.Stages), Conversion(summary.Conversion)) { Expand = false });
        AnsiConsole.MarkupLine("[grey]A first visit is not compared with a return. Thrown together they would make[/]");
        AnsiConsole.MarkupLineInterpolated($"[grey]{Percent(summary.Conversion["pooled"]!["rate"])}, a rate that moves whenever the share of returning visitors moves.[/]");
        AnsiConsole.WriteLine();
        Decision(summary);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]Open[/]      {url.ToString().TrimEnd('/')}/docs   [grey]every call, to try out[/]");
        AnsiConsole.MarkupLineInterpolated($"          {keysFile}   [grey]the keys for it[/]");
        AnsiConsole.MarkupLineInterpolated($"          {url.ToString().TrimEnd('/')}/openapi/v1.json");
        AnsiConsole.MarkupLineInterpolated($"[bold]Look[/]      ops/journey stream show {summary.Visitor}   [grey]that visitor's stream[/]");
        AnsiConsole.MarkupLine("          ops/journey replay journeys   [grey]prove that live equals replay[/]");
    }

    private static Table Stages(JsonObject report)
    {
        var table = New("Visitors by stage").AddColumn("stage").AddColumn(new TableColumn("visitors").RightAligned());
        foreach (var row in report["rows"]!.AsArray())
            table.AddRow(new Text((string)row!["stage"]!), new Text(Number(row["visitors"])));
        return table;
    }

    private static Table Conversion(JsonObject report)
    {
        var table = New("Conversion by visit number").AddColumn("visit");
        foreach (var column in new[] { "at risk", "converted", "rate", "95 % interval" })
            table.AddColumn(new TableColumn(column).RightAligned());
        var rows = report["rows"]!.AsArray();
        foreach (var row in rows.Take(RowsShown))
        {
            table.AddRow((string)row!["visit"]!.ToString(), Number(row["atRisk"]), Number(row["converted"]), Percent(row["rate"]),
                row["low"] is null ? "" : $"{Percent(row["low"])} to {Percent(row["high"])}");
        }

        return rows.Count > RowsShown ? table.Caption($"and {rows.Count - RowsShown} later visits") : table;
    }

    private static void Decision(Summary summary)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]Decision[/]  visitor {(string)summary.Why["snapshot"]!["stage"]! ?? "new"}, visit {summary.Decision["metadata"]!["visitNumber"]!.ToString()}: [green]{summary.Decision["value"]!.ToString()}[/]");
        foreach (var reason in summary.Why["reasons"]!.AsArray())
            AnsiConsole.MarkupLineInterpolated($"          {(string)reason!}");
    }

    private static Table New(string title) => new Table().Title($"[bold]{title}[/]").Border(TableBorder.Simple);

    private static string Number(JsonNode? value) => Number((long)value!);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(JsonNode? rate) => rate is null ? "" : ((double)rate).ToString("0.0 %", CultureInfo.InvariantCulture);
}
