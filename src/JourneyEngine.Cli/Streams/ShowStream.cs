using System.CommandLine;
using System.Text.Json;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using Spectre.Console;

namespace JourneyEngine.Cli.Streams;

/// <summary><c>journey stream show</c>: what a visitor did, and the journey it makes.</summary>
internal static class ShowStream
{
    private const int Found = 0;
    private const int NotFound = 1;

    public static Command Create()
    {
        var visitor = new Argument<string>("visitor")
        {
            Description =
                "The visitor's anonymousId or user id. An e-mail address, phone or card number is stored as a hash, "
                + "for which the engine is asked.",
        };
        var asOf = Moments.Option("--as-of", "Only what had occurred up to this time, " + Moments.Beginning);
        var site = new Option<string>("--site")
        {
            Description = "The site that the visitor belongs to.",
            DefaultValueFactory = _ => "demo",
        };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var json = new Option<bool>("--json") { Description = "Print one JSON object a fact instead of a table." };
        var show = new Command(
            "show",
            "Show a visitor's facts in order of time, visit by visit, with stage and visits so far.\n"
                + "Example: journey stream show v1 --as-of yesterday\n"
                + "Exit code 0: found; 1: no such visitor."
        )
        {
            visitor,
            asOf,
            site,
            json,
            url,
            keys,
        };
        show.SetAction(
            async (parsed, cancellation) =>
                await StoredId.Of(
                    parsed.GetRequiredValue(visitor),
                    parsed.GetRequiredValue(url),
                    parsed.GetRequiredValue(keys),
                    cancellation
                )
                    is { } stored
                    ? await Run(
                        parsed.GetRequiredValue(site),
                        stored,
                        parsed.GetValue(asOf),
                        parsed.GetValue(json),
                        cancellation
                    )
                    : NotFound
        );
        return new Command("stream", "Find visitors' streams, and look into them.\nExample: journey stream show v1")
        {
            show,
            ListStreams.Create(),
        };
    }

    private static async Task<int> Run(
        string site,
        string visitor,
        GivenMoment? given,
        bool json,
        CancellationToken cancellation
    )
    {
        await using var database = Database.OpenToRead();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await new RulesTable().Latest(connection, site, cancellation);
        var asOf = given?.By(rules.Calendar);
        var person = await new PersonReader(database).Claimed(site, visitor, cancellation);
        var facts = (await VisitorFact.Read(connection, site, person, cancellation))
            .Where(it => asOf is null || it.At <= asOf)
            .ToList();
        if (facts.Count == 0)
            return await AskEngine.Print(
                NotFound,
                $"Site '{site}' holds nothing of '{visitor}'{(asOf is null ? "" : $" up to {asOf:O}")}."
            );

        if (json)
        {
            foreach (var (stored, _) in facts)
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            stored.Version,
                            stored.Type,
                            Data = JsonDocument.Parse(stored.Data),
                        },
                        JsonSerializerOptions.Web
                    )
                );
            return Found;
        }

        var journey = Journey.Empty.Fold(rules, JourneyEngine.Log.Streams.Interactions(facts.Select(it => it.Stored)));
        AnsiConsole.Write(StreamTable.Of(facts, facts, journey));
        Summarise(journey, rules, facts[^1].At);
        return Found;
    }

    private static void Summarise(Journey journey, FoldRules rules, DateTimeOffset last)
    {
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{journey.Visits.Length}[/] visits, {journey.ReturnVisits} of them returns, up to {last.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. [dim]Interactions visit by visit {Sparkline.Of([.. journey.Visits.Select(it => (double?)it.Interactions)])}[/]"
        );
        foreach (var funnel in rules.Funnels)
        {
            var standing = FunnelProgress.Of(journey, rules, funnel);
            var converted = standing.Conversion is { } it ? $"converted in visit {it.Visit}" : "not converted";
            AnsiConsole.MarkupLineInterpolated(
                $"Funnel [bold]{funnel.Name}[/]: stage [bold]{standing.Stage ?? "none yet"}[/], {converted}."
            );
        }
    }
}
