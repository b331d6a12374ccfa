using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Log;

namespace JourneyEngine.Cli.Streams;

/// <summary><c>journey diff</c>: what changed about a visitor from one moment to another.</summary>
internal static class DiffVisitor
{
    private const int Found = 0;
    private const int NotFound = 1;
    private const string Help = """
        Show what changed about a visitor between two moments: visits, stages, conversions, decisions, consents; and the facts that changed it.
        Both are folded anew from the log under today's funnels.
        Example: journey diff v1 2026-01-01 2026-01-31T12:00:00Z
                 journey diff v1 -7d now
        Exit code 0: shown; 1: no such visitor, or the later moment comes first; 2: the database cannot be read.
        """;

    private sealed record DiffOptions(string Site, string Visitor, GivenMoment From, GivenMoment To, bool Json);

    public static Command Create()
    {
        var visitor = new Argument<string>("visitor")
        {
            Description = "The visitor's anonymousId, or user id where it has no other.",
        };
        var from = Moments.Argument("from", "The earlier moment, " + Moments.Beginning);
        var to = Moments.Argument("to", "The later moment, in the same form.");
        var site = new Option<string>("--site")
        {
            Description = "The site that the visitor belongs to.",
            DefaultValueFactory = _ => "demo",
        };
        var (url, keys) = (AskEngine.Url(), AskEngine.Keys());
        var json = new Option<bool>("--json") { Description = "Print one JSON object, with the facts as CloudEvents." };
        var diff = new Command("diff", Help) { visitor, from, to, site, json, url, keys };
        diff.SetAction(
            async (parsed, cancellation) =>
                await StoredId.Of(
                    parsed.GetRequiredValue(visitor),
                    parsed.GetRequiredValue(url),
                    parsed.GetRequiredValue(keys),
                    cancellation
                )
                    is { } stored
                    ? await Run(
                        new(
                            parsed.GetRequiredValue(site),
                            stored,
                            parsed.GetRequiredValue(from),
                            parsed.GetRequiredValue(to),
                            parsed.GetValue(json)
                        ),
                        cancellation
                    )
                    : NotFound
        );
        return diff;
    }

    private static async Task<int> Run(DiffOptions wish, CancellationToken cancellation)
    {
        await using var database = Database.OpenToRead();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await new RulesTable().Latest(connection, wish.Site, cancellation);
        var (from, to) = (wish.From.By(rules.Calendar), wish.To.By(rules.Calendar));
        if (from > to)
            return await AskEngine.Print(NotFound, "The earlier moment comes first.");
        var person = await new PersonReader(database).Claimed(wish.Site, wish.Visitor, cancellation);
        var facts = await VisitorFact.Read(connection, wish.Site, person, cancellation);
        if (facts.Count == 0)
            return await AskEngine.Print(NotFound, $"Site '{wish.Site}' holds nothing of '{wish.Visitor}'.");
        Journey At(DateTimeOffset moment) =>
            Journey.Empty.Fold(
                rules,
                Log.Streams.Interactions(facts.Where(it => it.At <= moment).Select(it => it.Stored))
            );
        var (before, after) = (At(from), At(to));
        var between = facts.Where(it => it.At > from && it.At <= to).ToList();
        var changes = Change.Between(before, after, rules).ToList();
        if (wish.Json)
            Console.WriteLine(
                JsonSerializer.Serialize(Answer(wish.Visitor, (from, to), changes, between), FactJson.Options)
            );
        else
            ShowDiff.Show(wish.Visitor, from, to, changes, StreamTable.Of(between, facts, after), between.Count);
        return Found;
    }

    private static JsonObject Answer(
        string visitor,
        (DateTimeOffset From, DateTimeOffset To) moments,
        List<Change> changes,
        List<VisitorFact> between
    ) =>
        new()
        {
            ["visitor"] = visitor,
            ["from"] = moments.From,
            ["to"] = moments.To,
            ["changes"] = JsonSerializer.SerializeToNode(changes.Where(it => it.Before != it.After), FactJson.Options),
            ["facts"] = new JsonArray([.. between.Select(it => StoredCloudEvent.Of(it.Stored, visitor))]),
        };
}
