using JourneyEngine.Cli.Simulation;
using Spectre.Console;

namespace JourneyEngine.Cli.Privacy;

/// <summary>Shows what erasing a visitor would take.</summary>
internal static class ShowErasure
{
    public static async Task<int> Run(EngineClient engine, string visitor, bool linked, CancellationToken cancellation)
    {
        var scope = await engine.Post(
            "/v1/privacy/erase",
            new
            {
                visitor,
                linked,
                dryRun = true,
            },
            cancellation
        );
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("would be erased", "is the visitor's by the word of")
            .AddColumn(new TableColumn("facts").RightAligned());
        foreach (var part in scope["erased"]!.AsArray())
            table.AddRow(
                Markup.Escape((string)part!["visitor"]!),
                (string)part["visitor"]! == visitor ? "asked for"
                    : (bool)part["vouched"]! ? "the site's server"
                    : "a page",
                $"{(long)part["facts"]!:N0}"
            );
        AnsiConsole.Write(table);
        foreach (var device in scope["kept"]!.AsArray())
            AnsiConsole.MarkupLineInterpolated(
                $"[bold]{(string)device!}[/] stays: others used it, too. It would no longer name the visitor."
            );
        AnsiConsole.MarkupLine("Nothing was erased.");
        return AskEngine.Good;
    }
}
