using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Folds a page of events into the journeys that they touch.</summary>
internal sealed class FoldPage(RulesTable rulesTable, ProjectedJourneyCache known, WriteJourneys write)
{
    public async Task Run(
        NpgsqlConnection connection,
        Generation generation,
        List<StoredEvent> page,
        CancellationToken cancellation
    )
    {
        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in page.GroupBy(it => it.Site))
            rules[site.Key] = known.Rules[site.Key] = await Rules(connection, site.Key, site, cancellation);

        var touched = page.Where(it => StreamNames.IsVisitor(it.Stream))
            .GroupBy(it => (it.Site, Visitor: it.Visitor!))
            .ToDictionary(it => it.Key, it => it.ToList());
        var rows = await known.Read(connection, touched.Keys, cancellation);
        var outdated = rows
            .Values.Where(row => !row.IsOf(rules[row.Site]))
            .Select(row => (row.Site, row.Visitor, row.Version))
            .ToArray();
        var history = await Streams.Read(connection, outdated, cancellation);

        var changes = touched
            .Select(it =>
            {
                var before = rows.GetValueOrDefault(it.Key);
                var isCurrent = before?.IsOf(rules[it.Key.Site]) == true;
                var from = isCurrent ? before!.Journey! : Journey.Empty;
                var events = isCurrent ? it.Value : history[it.Key].Concat(it.Value);
                var now = from.Fold(rules[it.Key.Site], Streams.Interactions(events));
                return (
                    before,
                    now: new JourneyRow(
                        it.Key.Site,
                        it.Key.Visitor,
                        it.Value[^1].Version,
                        rules[it.Key.Site].Revision,
                        generation.Number,
                        now
                    )
                );
            })
            .ToList();
        await write.Run(connection, generation, changes, rules, cancellation);
    }

    private async Task<FoldRules> Rules(
        NpgsqlConnection connection,
        string site,
        IEnumerable<StoredEvent> page,
        CancellationToken cancellation
    )
    {
        var before = known.Rules.GetValueOrDefault(site) ?? await rulesTable.Latest(connection, site, cancellation);
        var changing = page.Where(it => RulesTable.ChangingTypes.Contains(it.Type)).ToArray();
        if (changing.Length == 0)
            return before;
        var rules = await RulesRevisions.Change(connection, site, before, changing, cancellation);
        // Before the commit: whoever compares what he remembers with it reads anew, and finds whatever is committed by
        // then.
        rulesTable.Publish(site, rules);
        return rules;
    }
}
