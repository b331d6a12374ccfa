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
    private async Task<List<CurrentJourney>> Read(IReadOnlyList<JourneyQuery> asked, CancellationToken cancellation)
    {
        var journeys = new List<CurrentJourney>(asked.Count);
        foreach (var (it, read) in asked.Zip(await Projected(asked, cancellation)))
            journeys.Add(read.IsOutdated ? await Refold(it, read.Journey, cancellation) : read.Journey);
        return journeys;
    }

    /// <returns>As <see cref="Read(string, string, CancellationToken)"/>, of each, in order; but for those that were stored
    /// by another version: these need <see cref="Refold"/>.</returns>
    internal async Task<IReadOnlyList<(CurrentJourney Journey, bool IsOutdated)>> Projected(
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

        return await ProjectedRowsWithNewerFacts.Read(
            connection,
            asked,
            [.. asked.Select(it => it.Rules ?? latest[it.Site])],
            cancellation
        );
    }

    /// <summary>Folds a journey from all of the visitor's facts: it was stored by another version, and visitors are not to
    /// notice.</summary>
    internal async Task<CurrentJourney> Refold(JourneyQuery asked, CurrentJourney read, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (site, visitor, _) = asked;
        var folded = await Fold(connection, site, visitor, read.Rules, DateTimeOffset.MaxValue, cancellation);
        return read with { Journey = folded.Journey, Version = folded.Version };
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
