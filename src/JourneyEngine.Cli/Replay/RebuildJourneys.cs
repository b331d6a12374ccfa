using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Journeys;
using JourneyEngine.Replay.Rebuilding;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey rebuild journeys</c>: builds journeys and reports anew from the log and puts them in the place
/// of the live ones.</summary>
internal static class RebuildJourneys
{
    private const int Failed = 1;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var shares = Shares();
        var journeys = new Command(
            "journeys",
            "Fold every visitor's stream anew into fresh tables and put them in the place of the live ones in one "
                + "moment.\n"
                + "The live ones serve until then, and the engine may go on capturing: what comes meanwhile is "
                + "projected on top.\n"
                + "Says which figures moved where something was wrong, and which ones the latest update of the engine "
                + "moved: the first host of a version that counts otherwise makes all figures anew by itself.\n"
                + "For the operator: connects as the database's owner (JOURNEY_DB, or the embedded cluster of "
                + "JOURNEY_DATA).\n"
                + "Example: journey rebuild journeys --parallel 4"
        )
        {
            json,
            shares,
        };
        journeys.SetAction((parsed, cancellation) => Run(parsed.GetValue(json), parsed.GetValue(shares), cancellation));
        return new Command(
            "rebuild",
            "Build what is shown anew from the stored events.\nExample: journey rebuild journeys"
        )
        {
            journeys,
        };
    }

    public static Option<int> Shares()
    {
        var shares = new Option<int>("--parallel")
        {
            Description = "How many shares of the visitors are folded at a time.",
            DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 8),
        };
        shares.Validators.Add(it =>
        {
            if (it.GetValueOrDefault<int>() is < 1 or > 16)
                it.AddError("--parallel takes 1 to 16.");
        });
        return shares;
    }

    private static async Task<int> Run(bool json, int shares, CancellationToken cancellation)
    {
        await using var database = Database.OpenAsOwner();
        var rebuild = new JourneyRebuild(database, new RulesTable(), Engine.Measures, TimeProvider.System);
        try
        {
            var outcome = json
                ? await rebuild.Run(shares, new Progress<(long, long)>(), cancellation)
                : await Advance.Shown(
                    "Rebuilding the journeys",
                    progress => rebuild.Run(shares, progress, cancellation)
                );
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web));
            else
                ShowRebuild.Show(AnsiConsole.Console, outcome);
            return 0;
        }
        catch (InvalidOperationException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return Failed;
        }
    }
}
