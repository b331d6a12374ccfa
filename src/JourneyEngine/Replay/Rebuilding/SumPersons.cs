using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Adds up what persons put into the reports, from the journeys of all their pseudonyms.</summary>
internal static class SumPersons
{
    /// <param name="table">Of journeys.</param>
    /// <param name="sums">Gets them, by site.</param>
    public static async Task Run(
        NpgsqlConnection connection,
        string table,
        RulesTable rulesTable,
        Func<int, IReadOnlyList<Measure>> summedIn,
        Dictionary<string, Dictionary<SumKey, long>> sums,
        CancellationToken cancellation
    )
    {
        var rules = new Dictionary<(string, int), FoldRules>();
        // Rules are read on the same connection, so before the journeys.
        foreach (var (site, revision) in await PersonJourneys.Revisions(connection, table, cancellation))
            rules[(site, revision)] = await rulesTable.At(connection, site, revision, cancellation);
        await foreach (var person in PersonJourneys.All(connection, table, cancellation))
        {
            if (!sums.TryGetValue(person[0].Site, out var ofSite))
                sums[person[0].Site] = ofSite = [];
            MeasureSums.Move(
                ofSite,
                [],
                PersonSums.Of(person, it => summedIn(it.Generation), it => rules[(it.Site, it.Revision)])
            );
        }
    }
}
