using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log;
using Spectre.Console;

namespace JourneyEngine.Cli.Streams;

/// <summary>Facts of a visitor as a table, in plain words.</summary>
internal static class StreamTable
{
    /// <param name="shown">The facts that are shown.</param>
    /// <param name="all">Those among which an exposure finds its decision.</param>
    /// <param name="journey">Whose visits the numbers are.</param>
    public static Table Of(IEnumerable<VisitorFact> shown, IReadOnlyList<VisitorFact> all, Journey journey)
    {
        var offered = all.Select(it => FactJson.Read(it.Stored.Type, it.Stored.Data))
            .OfType<ContentOffered>()
            .DistinctBy(it => it.DecisionId)
            .ToDictionary(it => it.DecisionId);
        var table = new Table().Border(TableBorder.Simple).AddColumns("Visit", "When (UTC)", "What", "Name", "Where");
        foreach (var (stored, at) in shown)
        {
            var (what, name, where) = FactJson.Read(stored.Type, stored.Data) switch
            {
                InteractionRecorded it => (it.Bot ? it.Kind + " (bot)" : it.Kind, it.Name, it.Path ?? it.ReferrerHost),
                ContentOffered it => (it.HeldOut ? "held out" : "offered", it.Content, it.Slot),
                ContentShown it => (
                    "shown",
                    offered.GetValueOrDefault(it.DecisionId)?.Content,
                    offered.GetValueOrDefault(it.DecisionId)?.Slot
                ),
                IdentityLinked it => ("linked", it.Alias, null),
                ConsentChanged it => (
                    "chose",
                    string.Join(
                        ' ',
                        it.Choices.Granted.Select(purpose => "+" + purpose)
                            .Concat(it.Choices.Refused.Select(purpose => "-" + purpose))
                    ),
                    it.Source
                ),
                BenefitGranted it => ("granted", it.Purpose, it.Period),
                _ => (stored.Type, null, null),
            };
            table.AddRow(
                new Text(Visit(journey, stored, at)),
                new Text(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new Text(what),
                new Text(name ?? ""),
                new Text(where ?? "")
            );
        }

        return table;
    }

    private static string Visit(Journey journey, StoredEvent stored, DateTimeOffset at) =>
        Log.Streams.Interactions([stored]).Any(it => it.IsPartOfVisit)
            ? journey.VisitAt(at.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture)
            : "";
}
