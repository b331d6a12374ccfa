using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
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

        var events = page.Where(it => StreamNames.IsVisitor(it.Stream))
            .GroupBy(it => (it.Site, Visitor: it.Visitor!))
            .ToDictionary(it => it.Key, it => it.ToList());
        var rows = await known.Read(connection, events.Keys, cancellation);
        var links = new PageLinks(page);
        var touched = new TouchedJourneys(connection, rulesTable, rules, page[^1].Position);
        await touched.Gather(
            events.Keys,
            rows.Values,
            await Relinked(connection, events, links, rows, cancellation),
            cancellation,
            links
        );
        await write.Run(connection, generation, touched, events, rules, cancellation);
    }

    /// <summary>Pseudonyms that may belong to somebody else than before: those that links name, and those that were not
    /// known yet.</summary>
    private static async Task<HashSet<(string Site, string Visitor)>> Relinked(
        NpgsqlConnection connection,
        Dictionary<(string Site, string Visitor), List<StoredEvent>> events,
        PageLinks links,
        Dictionary<(string Site, string Visitor), JourneyRow> rows,
        CancellationToken cancellation
    )
    {
        var relinked = links.Named;
        foreach (var site in events.GroupBy(it => it.Key.Site))
        {
            if (!await LinkFacts.Any(connection, site.Key, cancellation))
                continue;
            foreach (var (key, added) in site)
            {
                var isKnown = rows.TryGetValue(key, out var row);
                if (isKnown && row is { Person: null, Shared: false })
                    continue;
                // A device that acts as a user is nobody's device any more.
                var isUser = added.Exists(LinkFacts.IsOfUser);
                if (isUser)
                    links.AddUser(key.Site, key.Visitor);
                if (isUser || !isKnown)
                    relinked.Add(key);
            }
        }

        return relinked;
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
