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
        (await Read(site, [visitor], null, cancellation))[0];

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
                await Read(site, [.. person.Pseudonyms.Select(it => it.Id)], null, cancellation)
            );
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var all = new List<CurrentJourney>(person.Pseudonyms.Length);
        foreach (var pseudonym in person.Pseudonyms)
            all.Add(await Fold(connection, site, pseudonym.Id, rules, moment, cancellation));
        return CurrentJourney.Merge(all);
    }

    /// <param name="rules">The site's latest, for whoever knows them already.</param>
    /// <remarks>One statement for each, so that the row and what is newer than it are of one moment.</remarks>
    internal async Task<List<CurrentJourney>> Read(
        string site,
        IReadOnlyList<string> visitors,
        FoldRules? rules,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        rules ??= await rulesTable.Latest(connection, site, cancellation);
        var journeys = new List<CurrentJourney>(visitors.Count);
        var outdated = new List<int>();
        await using (var batch = new NpgsqlBatch(connection))
        {
            foreach (var visitor in visitors)
                batch.BatchCommands.Add(RowAndNewer.Of(site, visitor, rules));
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            do
            {
                var (journey, isOutdated) = await RowAndNewer.Next(reader, rules, cancellation);
                if (isOutdated)
                    outdated.Add(journeys.Count);
                journeys.Add(journey);
            } while (await reader.NextResultAsync(cancellation));
        }

        // Stored by another version, and not folded anew yet: visitors are not to notice.
        foreach (var i in outdated)
        {
            var folded = await Fold(connection, site, visitors[i], rules, DateTimeOffset.MaxValue, cancellation);
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
