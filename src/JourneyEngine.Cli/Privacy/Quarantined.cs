using System.CommandLine;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;
using Spectre.Console;

namespace JourneyEngine.Cli.Privacy;

/// <summary><c>journey quarantine list</c> and <c>redrive</c>: what was set aside because the notice does not declare
/// it.</summary>
internal static class Quarantined
{
    public static Command Create()
    {
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var list = new Command(
            "list",
            "Show the latest items that were set aside, newest first.\nExample: journey quarantine list"
        )
        {
            url,
            keys,
        };
        list.SetAction(
            (parsed, cancellation) =>
                AskEngine.With(
                    parsed.GetRequiredValue(url),
                    parsed.GetRequiredValue(keys),
                    engine => List(engine, cancellation),
                    cancellation
                )
        );
        var redrive = new Command(
            "redrive",
            "Send what was set aside through the door again, after the notice has changed. What passes is stored once.\n"
                + "Example: journey quarantine redrive"
        )
        {
            url,
            keys,
        };
        redrive.SetAction(
            (parsed, cancellation) =>
                AskEngine.With(
                    parsed.GetRequiredValue(url),
                    parsed.GetRequiredValue(keys),
                    async engine =>
                    {
                        var done = await engine.Post("/v1/quarantine/redrive", new { }, cancellation);
                        AnsiConsole.WriteLine(string.Join(", ", done.Select(it => $"{it.Key}: {it.Value}")));
                        return AskEngine.Good;
                    },
                    cancellation
                )
        );
        return new Command(
            "quarantine",
            "Look at what was set aside because the collection notice does not declare it, and take it in.\n"
                + "Example: journey quarantine list"
        )
        {
            list,
            redrive,
        };
    }

    private static async Task<int> List(EngineClient engine, CancellationToken cancellation)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Received (UTC)", "Kind", "Name", "Why");
        foreach (var item in (await engine.List("/v1/quarantine", cancellation)).OfType<JsonObject>())
            table.AddRow(
                new Text((string?)item["receivedAt"] ?? ""),
                new Text((string?)item["kind"] ?? ""),
                new Text((string?)item["name"] ?? ""),
                new Text((string?)item["reason"] ?? "")
            );
        AnsiConsole.Write(table);
        return AskEngine.Good;
    }
}
