using Spectre.Console;

namespace JourneyEngine.Cli.Streams;

/// <summary>Prints what changed about a visitor, and the facts that changed it.</summary>
internal static class ShowDiff
{
    public static void Show(
        string visitor,
        DateTimeOffset from,
        DateTimeOffset to,
        List<Change> changes,
        Table facts,
        int between
    )
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn(new TableColumn(new Text(visitor)))
            .AddColumn($"{from.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            .AddColumn($"{to.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        foreach (var change in changes)
        {
            var style = change.Before == change.After ? new Style(decoration: Decoration.Dim) : new Style(Color.Yellow);
            table.AddRow(new Text(change.What, style), new Text(change.Before, style), new Text(change.After, style));
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"{between:N0} facts in between{(between == 0 ? "." : ":")}");
        if (between > 0)
            AnsiConsole.Write(facts);
    }
}
