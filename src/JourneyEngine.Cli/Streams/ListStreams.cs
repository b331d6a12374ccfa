using System.CommandLine;
using System.Data;
using System.Globalization;
using System.Text.Json;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using Spectre.Console;

namespace JourneyEngine.Cli.Streams;

/// <summary><c>journey stream list</c>: whose streams there are to look into.</summary>
internal static class ListStreams
{
    private const int Usual = 20;
    private const int Found = 0;
    private const int NotFound = 1;

    /// <param name="Visits">As many at least.</param>
    /// <param name="Stage">Of a funnel, that somebody stands at.</param>
    private sealed record Wanted(string Site, int Visits, string? Stage, GivenMoment? Since, int Limit, bool Json);

    public static Command Create()
    {
        var site = new Option<string>("--site") { Description = "Which site.", DefaultValueFactory = _ => "demo" };
        var visits = new Option<int>("--visits") { Description = "Only visitors with as many visits, or more." };
        var stage = new Option<string?>("--stage") { Description = "Only visitors who stand at this stage." };
        var since = Moments.Option("--since", "Only visitors seen at this time or later, " + Moments.Beginning);
        var limit = new Option<int>("--limit") { Description = "How many at most.", DefaultValueFactory = _ => Usual };
        limit.Validators.Add(it =>
        {
            if (it.GetValue(limit) < 1)
                it.AddError("--limit takes a whole number from 1 on.");
        });
        var json = new Option<bool>("--json") { Description = "Print a JSON object a visitor, no table." };
        var list = new Command(
            "list",
            "List visitors as they are projected, those seen last first: a person over all devices, or a pseudonym.\n"
                + "Example: journey stream list --visits 2 --since -7d\n"
                + "Exit code 0: found; 1: there is nobody such."
        )
        {
            site,
            visits,
            stage,
            since,
            limit,
            json,
        };
        list.SetAction(
            (parsed, cancellation) =>
                Run(
                    new Wanted(
                        parsed.GetRequiredValue(site),
                        parsed.GetValue(visits),
                        parsed.GetValue(stage),
                        parsed.GetValue(since),
                        parsed.GetValue(limit),
                        parsed.GetValue(json)
                    ),
                    cancellation
                )
        );
        return list;
    }

    private static async Task<int> Run(Wanted wanted, CancellationToken cancellation)
    {
        await using var database = Database.OpenToRead();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var rules = await new RulesTable().Latest(connection, wanted.Site, cancellation);
        var stages = rules.Funnels.SelectMany(it => it.Stages).Select(it => it.Name).Distinct().ToList();
        if (wanted.Stage is not null && !stages.Contains(wanted.Stage))
            return await AskEngine.Print(
                NotFound,
                $"Site '{wanted.Site}' has no stage '{wanted.Stage}'. There are: {string.Join(", ", stages)}."
            );
        var since = wanted.Since?.By(rules.Calendar);
        var (latest, all) = (new PriorityQueue<ListedVisitor, DateTimeOffset>(), 0L);
        await foreach (var (id, visitor) in ProjectedVisitors.Read(connection, wanted.Site, rules, cancellation))
        {
            var listed = ListedVisitor.Of(id, visitor.Journey, rules);
            if (
                listed.Visits < wanted.Visits
                || listed.LastSeen < since
                || (wanted.Stage is not null && !listed.Stages.Values.Contains(wanted.Stage))
            )
                continue;
            all++;
            latest.Enqueue(listed, listed.LastSeen);
            if (latest.Count > wanted.Limit)
                _ = latest.Dequeue();
        }

        if (all == 0)
            return await AskEngine.Print(NotFound, $"Site '{wanted.Site}' has no such visitor.");
        var shown = latest
            .UnorderedItems.Select(it => it.Element)
            .OrderByDescending(it => it.LastSeen)
            .ThenBy(it => it.Visitor, StringComparer.Ordinal)
            .ToList();
        if (wanted.Json)
            shown.ForEach(it => Console.WriteLine(JsonSerializer.Serialize(it, JsonSerializerOptions.Web)));
        else
        {
            AnsiConsole.Write(ListedVisitor.Table(shown, rules));
            AnsiConsole.MarkupInterpolated(
                $"[bold]{shown.Count}[/] of {all.ToString("N0", CultureInfo.InvariantCulture)} visitors. "
            );
            AnsiConsole.MarkupLine("[dim]Look into one: journey stream show VISITOR[/]");
        }

        return Found;
    }
}
