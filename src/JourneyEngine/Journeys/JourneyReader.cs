using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Reads a journey as projected and folds the visitor's newer events on top, so that what was acknowledged
/// counts at once.</summary>
public sealed class JourneyReader(NpgsqlDataSource database, RulesTable rulesTable)
{
    public async Task<CurrentJourney> Read(string site, string visitor, CancellationToken cancellation) =>
        (await Read([new(site, visitor)], cancellation))[0];

    /// <summary>The journey of a person, over all pseudonyms.</summary>
    /// <param name="at">Time travel: of what had occurred up to a moment; of all if null.</param>
    public async Task<CurrentJourney> Read(
        string site,
        Person person,
        DateTimeOffset? at,
        CancellationToken cancellation
    )
    {
        if (at is not { } moment)
            return CurrentJourney.Merge(
                await Read([.. person.Pseudonyms.Select(it => new JourneyQuery(site, it.Id))], cancellation)
            );
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var all = new List<CurrentJourney>(person.Pseudonyms.Length);
        foreach (var pseudonym in person.Pseudonyms)
            all.Add(await Fold(connection, site, pseudonym.Id, rules, moment, cancellation));
        return CurrentJourney.Merge(all);
    }

    /// <returns>One for each, in order. Each is of one moment: what is projected, and what is newer.</returns>
    internal async Task<IReadOnlyList<CurrentJourney>> Read(
        IReadOnlyList<JourneyQuery> asked,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var latest = new Dictionary<string, FoldRules>(StringComparer.Ordinal);
        foreach (var (site, _, known) in asked)
        {
            if (known is null && !latest.ContainsKey(site))
                latest[site] = await rulesTable.Latest(connection, site, cancellation);
        }

        FoldRules[] rules = [.. asked.Select(it => it.Rules ?? latest[it.Site])];
        var (journeys, outdated) = await ProjectedRowsWithNewerFacts.Read(connection, asked, rules, cancellation);
        // Stored by another version, and not folded anew yet: visitors are not to notice.
        foreach (var i in outdated)
        {
            var (site, visitor, _) = asked[i];
            var folded = await Fold(connection, site, visitor, rules[i], DateTimeOffset.MaxValue, cancellation);
            journeys[i] = journeys[i] with { Journey = folded.Journey, Version = folded.Version };
        }

        return journeys;
    }

    private static async Task<CurrentJourney> Fold(
        NpgsqlConnection connection,
        string site,
        string visitor,
        FoldRules rules,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var events = await Streams.Read(connection, site, visitor, 0, cancellation);
        var occurred = Streams.Interactions(events).Where(it => it.At <= at.ToUnixTimeMilliseconds());
        return new(Journey.Empty.Fold(rules, occurred), rules, events.Count == 0 ? 0 : events[^1].Version);
    }
}
