using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Brings journeys to the latest rules and measures, adds what is new, and moves the sums behind the reports:
/// takes away what the old journeys put in, adds what the new ones do.</summary>
internal sealed class WriteJourneys(RulesTable rulesTable, ProjectedJourneyCache known)
{
    /// <param name="touched">All journeys of each person that is touched.</param>
    /// <param name="events">What is new, by visitor; there may be visitors of whom nothing is stored yet.</param>
    /// <param name="rules">The latest, by site.</param>
    public async Task Run(
        NpgsqlConnection connection,
        Generation generation,
        TouchedJourneys touched,
        IReadOnlyDictionary<(string Site, string Visitor), List<StoredEvent>> events,
        Dictionary<string, FoldRules> rules,
        CancellationToken cancellation
    )
    {
        var folded = new Dictionary<(string, int), FoldRules>();
        foreach (var (site, revision) in touched.Rows.Select(it => (it.Site, it.Revision)).Distinct())
            folded[(site, revision)] = await rulesTable.At(connection, site, revision, cancellation);

        // What was stored and cannot be read any more cannot be taken back: all is summed anew.
        if (touched.Rows.Any(it => it.Journey is null && generation.SummedIn(it.Generation).Count > 0))
            await Generations.GiveUp(connection, generation, [.. generation.Stored.Measures.Values], cancellation);

        var now = await FoldTouched(connection, generation, touched, events, rules, cancellation);
        // The sums are worked out while the database takes in the journeys.
        var changed = now.Where(it => it != touched.Find(it.Key)).ToArray();
        var writing = JourneyTable.Write(connection, changed, cancellation);
        // A journey is taken out of no sum that it was not put into: by another version's measures it may be in others.
        var moves = new List<SumMove>();
        var stored = touched.Rows.ToLookup(it => it.Site);
        foreach (var site in now.GroupBy(it => it.Site))
        {
            var sums = new Dictionary<SumKey, long>();
            MeasureSums.Move(
                sums,
                PersonSums.Of(
                    stored[site.Key],
                    it => generation.SummedIn(it.Generation),
                    it => folded[(it.Site, it.Revision)]
                ),
                PersonSums.Of(site, _ => generation.Measures, it => rules[it.Site])
            );
            moves.AddRange(sums.Select(it => new SumMove(site.Key, it.Key, it.Value)));
        }

        await writing;
        known.Written(changed);
        await SumMove.Add(connection, generation, moves, cancellation);
    }

    /// <summary>The journeys as they are now; those that were folded under other rules are folded anew.</summary>
    private static async Task<List<JourneyRow>> FoldTouched(
        NpgsqlConnection connection,
        Generation generation,
        TouchedJourneys touched,
        IReadOnlyDictionary<(string Site, string Visitor), List<StoredEvent>> events,
        Dictionary<string, FoldRules> rules,
        CancellationToken cancellation
    )
    {
        var outdated = touched
            .Rows.Where(it => !it.IsOf(rules[it.Site]))
            .Select(it => (it.Site, it.Visitor, it.Version))
            .ToArray();
        var history = await Streams.Read(connection, outdated, cancellation);
        return
        [
            .. touched
                .Rows.Select(it => it.Key)
                .Union(events.Keys)
                .Select(key =>
                {
                    var (row, added) = (touched.Find(key), events.GetValueOrDefault(key) ?? []);
                    var isCurrent = row?.IsOf(rules[key.Site]) == true;
                    var from = isCurrent ? row!.Journey! : Journey.Empty;
                    var (person, shared) = touched.PersonOf(key);
                    return new JourneyRow(
                        key.Site,
                        key.Visitor,
                        added.Count > 0 ? added[^1].Version : row!.Version,
                        rules[key.Site].Revision,
                        generation.Number,
                        isCurrent && added.Count == 0
                            ? from
                            : from.Fold(
                                rules[key.Site],
                                Streams.Interactions(isCurrent ? added : history[key].Concat(added))
                            ),
                        person,
                        shared
                    );
                }),
        ];
    }
}
