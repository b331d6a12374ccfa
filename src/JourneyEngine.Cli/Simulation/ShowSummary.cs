using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace JourneyEngine.Cli.Simulation;

/// <summary>The summary for a newcomer's eyes, in 80 columns.</summary>
internal static class ShowSummary
{
    private const int RowsShown = 8;

    /// <exception cref="EngineException">A figure is missing.</exception>
    public static void Show(Summary summary, Uri url, string keysFile)
    {
        var address = url.ToString().TrimEnd('/');
        var returns = summary.Returns;
        AnsiConsole.WriteLine();
        Lines(
            "Received",
            string.Join(", ", summary.Receipts.Select(it => $"{Number(it.Value)} {it.Key}")),
            string.Create(
                CultureInfo.InvariantCulture,
                $"of {summary.Visitors:N0} visitors before {summary.Now:yyyy-MM-dd}, seed {summary.Seed}"
            )
        );
        Lines(
            "Journeys",
            $"{Number(returns.Number("visitors"))} visitors (bots are left "
                + $"out), {Number(returns.Number("visits"))} visits, {Number(returns.Number("returnVisits"))} of them "
                + $"returns"
        );
        AnsiConsole.WriteLine();
        AnsiConsole.Write(Stages(summary.Stages));
        AnsiConsole.Write(Conversion(summary.Conversion));
        Lines(
            "",
            "A first visit and a return convert at different rates. Pooled, they would make "
                + $"{Percent(summary.Conversion.Part("pooled").Rate("rate"))}: a figure that moves whenever the share "
                + $"of returning visitors moves."
        );
        AnsiConsole.WriteLine();
        if (summary.Learned.Rows("holdouts") is [var holdout, ..])
            Learned(holdout);
        Lines("Decision", [Decision(summary), .. Reasons(summary.Why)]);
        AnsiConsole.WriteLine();
        Unbroken("Open", $"{address}/dashboard", $"{address}/docs");
        Unbroken(
            "Ask",
            $"curl '{address}/v1/reports/conversion-by-visit?funnel={DemoSite.Funnel}' \\",
            "  -H 'Authorization: Bearer <readKey>'",
            $"The keys are in {keysFile}"
        );
        Unbroken("Look", $"ops/journey stream show {summary.Visitor}", "ops/journey replay journeys");
    }

    private static Table Stages(JsonObject report)
    {
        var table = New("Visitors by stage").AddColumn("stage").AddColumn(new TableColumn("visitors").RightAligned());
        foreach (var row in report.Rows("rows"))
            table.AddRow(new Text(row.Text("stage")), new Text(Number(row.Number("visitors"))));
        return table;
    }

    private static Table Conversion(JsonObject report)
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
    private static void Learned(JsonObject holdout)
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

        AnsiConsole.Write(table);
        if (holdout.Rate("lift") is { } lift)
        {
            Lines(
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"At the same mix of visit numbers learning is worth {lift * 100:+0.0;-0.0} visitors in 100 who accept (95 %: {holdout.Rate("low") * 100:+0.0;-0.0} to {holdout.Rate("high") * 100:+0.0;-0.0})."
                )
            );
        }

        AnsiConsole.WriteLine();
    }

    private static string Bucket(long from) =>
        from switch
        {
            4 => "4 to 6",
            7 => "7 or more",
            _ => Number(from),
        };

    private static string Decision(Summary summary)
    {
        var metadata = summary.Decision.Part("metadata");
        var stage = metadata["stage"]?.ToString() ?? "not yet at any stage";
        return $"for a visitor ({stage}, visit {Number(metadata.Number("visitNumber"))}): {summary.Decision["value"]}";
    }

    private static IEnumerable<string> Reasons(JsonObject why) =>
        why["reasons"] is JsonArray reasons
            ? reasons.Select(it => it!.ToString())
            : throw new EngineException("The engine gave a decision no reasons.");

    private static Table New(string title) => new Table().Title($"[bold]{title}[/]").Border(TableBorder.Simple);

    /// <summary>Wraps where the terminal ends, under the text and not under the label.</summary>
    private static void Lines(string label, params string[] lines)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { Width = 8, Padding = new(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new(0, 0, 0, 0) });
        foreach (var (i, line) in lines.Index())
            grid.AddRow(new Markup(i == 0 ? $"[bold]{label}[/]" : ""), new Text(line));
        AnsiConsole.Write(grid);
    }

    /// <summary>For what is copied: never wrapped.</summary>
    private static void Unbroken(string label, params string[] lines)
    {
        foreach (var (i, line) in lines.Index())
        {
            AnsiConsole.Markup($"[bold]{(i == 0 ? label : "").PadRight(10)}[/]");
            Console.WriteLine(line);
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double? rate) => rate?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "";
}
