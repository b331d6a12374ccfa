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
        var person = new List<JourneyRow>();
        await foreach (var row in PersonJourneys.All(connection, table, cancellation))
        {
            if (person.Count > 0 && (person[0].Site, person[0].Person) != (row.Site, row.Person))
                Add();
            person.Add(row);
        }

        if (person.Count > 0)
            Add();

        void Add()
        {
            var first = person[0];
            if (!sums.TryGetValue(first.Site, out var ofSite))
                sums[first.Site] = ofSite = [];
            MeasureSums.Move(
                ofSite,
                [],
                PersonSums.Of(person, it => summedIn(it.Generation), it => rules[(it.Site, it.Revision)])
            );
            person.Clear();
        }
    }
}
