using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using JourneyEngine.Replay.Rebuilding;
using Spectre.Console;

namespace JourneyEngine.Cli.Replay;

/// <summary><c>journey replay journeys --shadow</c>, then <c>journey compare</c> and <c>journey promote</c>: other
/// code's view of the log, beside the live one before it takes its place.</summary>
internal static class Shadow
{
    private const int Good = 0;
    private const int Differs = 1;
    private const int NoShadow = 3;

    public static Command Compare()
    {
        var first = new Option<int>("--first")
        {
            Description = "How many journeys that differ are told.",
            DefaultValueFactory = _ => 20,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of text." };
        var compare = new Command(
            "compare",
            "Compare the shadow that 'journey replay journeys --shadow' made with the live journeys and report sums.\n"
                + "Example: journey compare --first 50\n"
                + "Journeys of visitors who came since are told apart. Exit code 0: no difference; 1: differences; 2: "
                + "the database cannot be read; 3: there is no shadow."
        )
        {
            first,
            json,
        };
        compare.SetAction(
            (parsed, cancellation) =>
                Told(async () =>
                {
                    await using var database = Database.OpenToRead();
                    var found = await new CompareShadow(database).Run(parsed.GetValue(first), cancellation);
                    if (parsed.GetValue(json))
                        Console.WriteLine(JsonSerializer.Serialize(found, JsonSerializerOptions.Web));
                    else
                        ShowDifferences.Show(found);
                    return found.Any ? Differs : Good;
                })
        );
        return compare;
    }

    public static Command Promote()
    {
        var promote = new Command(
            "promote",
            "Put the shadow in the place of the live journeys and report sums, in one moment; the engine projects what "
                + "came since on top.\n"
                + "Example: journey promote\n"
                + "For the operator: connects as the database's owner. Exit code 0: done; 2: the database cannot be "
                + "reached; 3: there is no shadow, or somebody was erased since."
        );
        promote.SetAction(
            (_, cancellation) =>
                Told(async () =>
                {
                    await using var database = Database.OpenAsOwner();
                    var position = await new PromoteShadow(database).Run(cancellation);
                    AnsiConsole.MarkupLineInterpolated(
                        CultureInfo.InvariantCulture,
                        $"[green]Promoted:[/] the shadow is live; the engine goes on from position {position:N0}."
                    );
                    return Good;
                })
        );
        return promote;
    }

    public static Task<int> Make(bool json, int shares, CancellationToken cancellation) =>
        Told(async () =>
        {
            await using var database = Database.OpenAsOwner();
            var rebuild = new JourneyRebuild(database, new RulesTable(), Engine.Measures, TimeProvider.System);
            var outcome = json
                ? await rebuild.Shadow(shares, new Progress<(long, long)>(), cancellation)
                : await Advance.Shown(
                    "Replaying the log beside the live",
                    progress => rebuild.Shadow(shares, progress, cancellation)
                );
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web));
            else
                AnsiConsole.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture,
                    $"[green]A shadow stands:[/] {outcome.Journeys:N0} journeys and {outcome.Tallies:N0} report cells from {outcome.Events:N0} events, in {outcome.Seconds:N1} s. Now [bold]journey compare[/], then [bold]journey promote[/]."
                );
            return Good;
        });

    private static async Task<int> Told(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidOperationException refused)
        {
            return await AskEngine.Print(NoShadow, refused.Message);
        }
    }
}
