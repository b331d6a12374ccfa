using System.Globalization;
using Spectre.Console;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Figures and lines of a summary, in 80 columns.</summary>
internal static class SummaryText
{
    /// <summary>Wraps where the terminal ends, under the text and not under the label.</summary>
    public static void Lines(string label, params string[] lines)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { Width = 8, Padding = new(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new(0, 0, 0, 0) });
        foreach (var (i, line) in lines.Index())
            grid.AddRow(new Markup(i == 0 ? $"[bold]{label}[/]" : ""), new Text(line));
        AnsiConsole.Write(grid);
    }

    /// <summary>For what is copied: never wrapped.</summary>
    public static void Unbroken(string label, params string[] lines)
    {
        foreach (var (i, line) in lines.Index())
        {
            AnsiConsole.Markup($"[bold]{(i == 0 ? label : "").PadRight(10)}[/]");
            Console.WriteLine(line);
        }
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? rate) => rate?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "";
}
