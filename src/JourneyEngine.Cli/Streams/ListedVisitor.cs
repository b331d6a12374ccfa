using System.Globalization;
using JourneyEngine.Decisions.Folding;
using Spectre.Console;

namespace JourneyEngine.Cli.Streams;

/// <summary>A visitor in a list.</summary>
/// <param name="Stages">Furthest stage reached, by funnel; null before the first.</param>
internal sealed record ListedVisitor(
    string Visitor,
    int Visits,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    IReadOnlyDictionary<string, string?> Stages
)
{
    public static ListedVisitor Of(string id, Journey journey, FoldRules rules) =>
        new(
            id,
            journey.Visits.Length,
            DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[0].Start),
            DateTimeOffset.FromUnixTimeMilliseconds(journey.Visits[^1].End),
            rules.Funnels.ToDictionary(it => it.Name, it => FunnelProgress.Of(journey, rules, it).Stage)
        );

    public static Table Table(IEnumerable<ListedVisitor> shown, FoldRules rules)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("Visitor", "Visits", "First seen (UTC)", "Last seen (UTC)")
            .AddColumns([.. rules.Funnels.Select(it => $"Stage in {Markup.Escape(it.Name)}")]);
        foreach (var it in shown)
            table.AddRow([
                new Text(it.Visitor),
                new Text(it.Visits.ToString(CultureInfo.InvariantCulture)),
                new Text(Utc(it.FirstSeen)),
                new Text(Utc(it.LastSeen)),
                .. rules.Funnels.Select(funnel => new Text(it.Stages[funnel.Name] ?? "none yet")),
            ]);
        return table;
    }

    private static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
