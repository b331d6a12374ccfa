using System.Text.Json.Nodes;
using Spectre.Console;
using static JourneyEngine.Cli.Simulation.SummaryText;

namespace JourneyEngine.Cli.Simulation;

/// <summary>The tables of a summary.</summary>
internal static class SummaryTables
{
    private const int RowsShown = 8;

    public static Table Stages(JsonObject report)
    {
        var table = New("Visitors by stage").AddColumn("stage").AddColumn(new TableColumn("visitors").RightAligned());
        foreach (var row in report.Rows("rows"))
            table.AddRow(
                new Text((string?)row["stage"] ?? "before the first stage"),
                new Text(Number(row.Number("visitors")))
            );
        return table;
    }

    public static Table Conversion(JsonObject report)
    {
        var table = New("Conversion by visit number").AddColumn("visit");
        foreach (var column in new[] { "at risk", "converted", "rate", "95 % interval" })
            table.AddColumn(new TableColumn(column).RightAligned());
        var rows = report.Rows("rows");
        foreach (var row in rows.Take(RowsShown))
        {
            table.AddRow(
                Number(row.Number("visit")),
                Number(row.Number("atRisk")),
                Number(row.Number("converted")),
                Percent(row.Rate("rate")),
                row.Rate("low") is { } low ? $"{Percent(low)} to {Percent(row.Rate("high"))}" : ""
            );
        }

        return table.Caption(
            "visit by visit "
                + $"{Sparkline.Of([.. rows.Take(RowsShown).Select(it => it.Rate("rate"))])}{(rows.Count > RowsShown ? $", and {rows.Count - RowsShown} later visits" : "")}"
        );
    }

    /// <summary>What the learning slot was worth, visit by visit.</summary>
    public static Table Learned(JsonObject holdout)
    {
        var table = New("A slot that learns, against the fixed policy").AddColumn("visit");
        foreach (var column in new[] { "learning", "accepted", "fixed", "accepted" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in holdout.Rows("byVisit"))
        {
            table.AddRow(
                Bucket(row.Number("from")),
                Number(row.Number("offered")),
                Percent(row.Rate("rate")),
                Number(row.Number("heldOutOffered")),
                Percent(row.Rate("heldOutRate"))
            );
        }
        return table;
    }

    private static string Bucket(long from) =>
        from switch
        {
            4 => "4 to 6",
            7 => "7 or more",
            _ => Number(from),
        };

    private static Table New(string title) => new Table().Title($"[bold]{title}[/]").Border(TableBorder.Simple);
}
