using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Spectre.Console;

namespace JourneyEngine.Cli.Streams;

/// <summary><c>journey stream show</c>: what a visitor did, and the journey it makes.</summary>
internal static class ShowStream
{
    private const int Found = 0;
    private const int NotFound = 1;

    public static Command Create()
    {
        var visitor = new Argument<string>("visitor") { Description = "The visitor's anonymousId, or user id where it has no other." };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "Only what had occurred up to this time, ISO 8601; UTC where no zone is given." };
        asOf.CustomParser = argument => DateTimeOffset.TryParse(argument.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : Refused(argument);
        var site = new Option<string>("--site") { Description = "The site that the visitor belongs to.", DefaultValueFactory = _ => "demo" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a fact instead of a table." };
        var show = new Command("show", "Show a visitor's facts in order of time, visit by visit, with stage and visits so far.\nExit code 0: found; 1: no such visitor.")
        {
            visitor, asOf, site, json,
        };
        show.SetAction((parsed, cancellation) => Run(
            parsed.GetRequiredValue(site), parsed.GetRequiredValue(visitor), parsed.GetValue(asOf), parsed.GetValue(json), cancellation));
        return new Command("stream", "Look into visitors' streams.") { show };
    }

    private static DateTimeOffset? Refused(System.CommandLine.Parsing.ArgumentResult argument)
    {
        argument.AddError("--as-of takes a time such as 2026-01-31T12:00:00Z.");
        return null;
    }

    private static async Task<int> Run(string site, string visitor, DateTimeOffset? asOf, bool json, CancellationToken cancellation)
    {
        await using var database = Database.OpenToRead();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await new RulesTable().Latest(connection, site, cancellation);
        var facts = (await JourneyEngine.Store.Streams.Read(connection, site, visitor, 0, cancellation))
            .Select(it => (Stored: it, At: OccurredAt(it)))
            .Where(it => asOf is null || it.At <= asOf)
            .OrderBy(it => it.At).ThenBy(it => it.Stored.Version).ToList();
        if (facts.Count == 0)
        {
            AnsiConsole.MarkupLineInterpolated($"Site '{site}' holds nothing of '{visitor}'{(asOf is null ? "" : $" up to {asOf:O}")}.");
            return NotFound;
        }

        if (json)
        {
            foreach (var (stored, _) in facts)
                Console.WriteLine(JsonSerializer.Serialize(new { stored.Version, stored.Type, Data = JsonDocument.Parse(stored.Data) }, JsonSerializerOptions.Web));
            return Found;
        }

        var journey = Journey.Empty.Fold(rules, JourneyEngine.Store.Streams.Interactions(facts.Select(it => it.Stored)));
        AnsiConsole.Write(Table(facts, journey));
        Summarise(journey, rules, facts[^1].At);
        return Found;
    }

    private static DateTimeOffset OccurredAt(StoredEvent stored) => FactJson.Read(stored.Type, stored.Data) switch
    {
        InteractionRecorded it => it.OccurredAt,
        ContentOffered it => it.At,
        ContentShown it => it.At,
        ConsentChanged it => it.OccurredAt,
        BenefitGranted it => it.At,
        _ => stored.At,
    };

    private static Table Table(List<(StoredEvent Stored, DateTimeOffset At)> facts, Journey journey)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Visit", "When (UTC)", "What", "Name", "Where");
        foreach (var (stored, at) in facts)
        {
            var (what, name, where) = FactJson.Read(stored.Type, stored.Data) switch
            {
                InteractionRecorded it => (it.Bot ? it.Kind + " (bot)" : it.Kind, it.Name, it.Path ?? it.ReferrerHost),
                ContentOffered it => (it.HeldOut ? "held out" : "offered", it.Content, it.Slot),
                ContentShown it => ("shown", Offered(facts, it.DecisionId)?.Content, Offered(facts, it.DecisionId)?.Slot),
                IdentityLinked it => ("linked", it.Alias, null),
                ConsentChanged it => ("chose", string.Join(' ', it.Choices.Granted.Select(purpose => "+" + purpose).Concat(it.Choices.Refused.Select(purpose => "-" + purpose))), it.Source),
                BenefitGranted it => ("granted", it.Purpose, it.Period),
                _ => (stored.Type, null, null),
            };
            table.AddRow(new Text(Visit(journey, stored, at)), new Text(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(what), new Text(name ?? ""), new Text(where ?? ""));
        }

        return table;
    }

    private static ContentOffered? Offered(List<(StoredEvent Stored, DateTimeOffset At)> facts, Guid decision) =>
        facts.Select(it => FactJson.Read(it.Stored.Type, it.Stored.Data)).OfType<ContentOffered>().FirstOrDefault(it => it.DecisionId == decision);

    private static string Visit(Journey journey, StoredEvent stored, DateTimeOffset at) =>
        Store.Streams.Interactions([stored]).Any(it => it.IsPartOfVisit) ? journey.VisitAt(at.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture) : "";

    private static void Summarise(Journey journey, FoldRules rules, DateTimeOffset last)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{journey.Visits.Length}[/] visits, {journey.ReturnVisits} of them returns, up to {last.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
        foreach (var funnel in rules.Funnels)
        {
            var standing = Standing.Of(journey, rules, funnel);
            var converted = standing.Conversion is { } it ? $"converted in visit {it.Visit}" : "not converted";
            AnsiConsole.MarkupLineInterpolated($"Funnel [bold]{funnel.Name}[/]: stage [bold]{standing.Stage ?? "none yet"}[/], {converted}.");
        }
    }
}
