using System.Globalization;
using Spectre.Console;

namespace JourneyEngine.Cli.Import;

/// <summary>What became of the lines, as a table.</summary>
internal static class ShowImported
{
    public static void Show(Imported imported)
    {
        foreach (var complaint in imported.Complaints)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{complaint}[/]");
        if (imported.Wrong > imported.Complaints.Count)
            AnsiConsole.MarkupLineInterpolated($"[yellow]and {imported.Wrong - imported.Complaints.Count:N0} more.[/]");
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("")
            .AddColumn(new TableColumn("lines").RightAligned());
        void Row(string what, long lines) =>
            table.AddRow(new Text(what), new Text(lines.ToString("N0", CultureInfo.InvariantCulture)));
        Row("read", imported.Lines);
        foreach (var (status, lines) in imported.Receipts)
            Row(status, lines);
        foreach (var (reason, lines) in imported.LeftOut)
            Row("left out: " + reason, lines);
        if (imported.Wrong - imported.Receipts.GetValueOrDefault("refused") is > 0 and var bad)
            Row("cannot be read", bad);
        AnsiConsole.Write(table);
    }
}
