using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey replay journeys</c>: proves that the live journeys and reports are what the log says.</summary>
internal static class ReplayJourneys
{
    private const int Same = 0;
    private const int Differs = 1;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var shadow = new Option<bool>("--shadow")
        {
            Description =
                "Keep what this code makes of the log beside the live tables, for 'compare' and 'promote'; as the "
                + "database's owner.",
        };
        var shares = RebuildJourneys.Shares();
        var journeys = new Command(
            "journeys",
            "Fold every visitor's stream anew beside the live tables and compare each journey and each report cell, "
                + "byte for byte.\n"
                + "Example: journey replay journeys\n"
                + "Changes nothing that is live. Exit code 0: no difference; 1: differences (told line by line); 2: "
                + "the database cannot be read;\n"
                + "with --shadow 3: another rebuild is under way, or somebody was erased meanwhile."
        )
        {
            json,
            shadow,
            shares,
        };
        journeys.SetAction(
            (parsed, cancellation) =>
                parsed.GetValue(shadow)
                    ? Shadow.Make(parsed.GetValue(json), parsed.GetValue(shares), cancellation)
                    : Run(parsed.GetValue(json), cancellation)
        );
        return new Command(
            "replay",
            "Fold the stored events anew and compare with what is live.\nExample: journey replay journeys"
        )
        {
            journeys,
        };
    }

    private static async Task<int> Run(bool json, CancellationToken cancellation)
    {
        await using var database = Database.OpenToRead();
        var replay = new JourneyReplay(database, new RulesTable(), Engine.Measures);
        var outcome = json
            ? await replay.Compare(new Progress<(long, long)>(), cancellation)
            : await Advance.Shown("Replaying the log", progress => replay.Compare(progress, cancellation));
        Tell(outcome, json);
        return outcome.Differences.Count == 0 ? Same : Differs;
    }

    private static void Tell(ReplayOutcome outcome, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web));
            return;
        }

        foreach (var difference in outcome.Differences)
            AnsiConsole.MarkupLineInterpolated($"[red]differs[/] {difference}");
        AnsiConsole.MarkupLineInterpolated(
            $"{outcome.Events:N0} events up to position {outcome.Position:N0}; {outcome.Journeys:N0} journeys and {outcome.Tallies:N0} report cells compared."
        );
        AnsiConsole.MarkupLine(
            outcome.Differences.Count == 0
                ? "[green]No difference:[/] live equals replay, byte for byte."
                : "[red]Live and replay differ.[/] The log is right; keep this output and report it as a defect."
        );
    }
}
