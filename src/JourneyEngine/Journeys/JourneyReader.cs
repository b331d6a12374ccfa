using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Reads a journey as projected and folds the visitor's newer events on top, so that what was acknowledged
/// counts at once.</summary>
public sealed class JourneyReader(NpgsqlDataSource database, RulesTable rulesTable)
{
    /// <remarks>The sum keeps the index by revision out: where the statistics are old the planner takes it, and reads
    /// every journey of the site to find one.</remarks>
    private static readonly string RowAndNewer = $"""
        with projected as materialized (
            select version, journey from journey.journeys where site = $1 and visitor = $2 and revision + 0 = $3
        )
        select version, journey, null as type, null as data from projected
        union all
        {LogSql.FactsAfter("$1", "$4", "coalesce((select version from projected), 0)")}
        union all
        (select -1, null, (select device from ({LinkSql.LatestDevice("$1", "$2")}) linked), null
            where {LinkSql.IsLinked("$1", "$2", "$4")})
        order by version
        """;

    public async Task<CurrentJourney> Read(string site, string visitor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Read(
            connection,
            site,
            visitor,
            await rulesTable.Latest(connection, site, cancellation),
            cancellation
        );
    }

    /// <summary>The journey of a person, over all pseudonyms.</summary>
    /// <param name="at">Time travel: of what had occurred up to a moment; of all if null.</param>
    public async Task<CurrentJourney> Read(
        string site,
        Person person,
        DateTimeOffset? at,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var all = new List<CurrentJourney>(person.Pseudonyms.Length);
        foreach (var pseudonym in person.Pseudonyms)
            all.Add(
                at is { } moment
                    ? await ReadAt(connection, site, pseudonym.Id, rules, moment, cancellation)
                    : await Read(connection, site, pseudonym.Id, rules, cancellation)
            );
        return CurrentJourney.Merge(all);
    }

    /// <param name="rules">The site's latest, for whoever knows them already.</param>
    internal async Task<CurrentJourney> Read(
        string site,
        string visitor,
        FoldRules rules,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Read(connection, site, visitor, rules, cancellation);
    }

    /// <remarks>One statement, so that the row and what is newer than it are of one moment.</remarks>
    private static async Task<CurrentJourney> Read(
        NpgsqlConnection connection,
        string site,
        string visitor,
        FoldRules rules,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(RowAndNewer, connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        command.Parameters.Add(new() { Value = rules.Revision });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        var (journey, version, newer, isLinked) = (Journey.Empty, 0L, new List<Interaction>(), false);
        string? linkedTo = null;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt64(0) is < 0)
            {
                (isLinked, linkedTo) = (true, reader.IsDBNull(2) ? null : reader.GetString(2));
                continue;
            }

            version = reader.GetInt64(0);
            if (reader.IsDBNull(2))
            {
                // Stored by another version, and not folded anew yet: visitors are not to notice.
                if (JourneyBytes.Read(reader.GetFieldValue<byte[]>(1)) is not { } stored)
                    return await Fold(reader, connection, site, visitor, rules, cancellation) with
                    {
                        LinkedTo = linkedTo,
                        IsLinked = isLinked,
                    };
                journey = stored;
            }
            else if (InteractionReader.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3)) is { } interaction)
                newer.Add(interaction);
        }

        journey = newer.Count == 0 ? journey : journey.Fold(rules, newer);
        return new CurrentJourney(journey, rules, version, linkedTo, isLinked);
    }

    private static async Task<CurrentJourney> Fold(
        NpgsqlDataReader reader,
        NpgsqlConnection connection,
        string site,
        string visitor,
        FoldRules rules,
        CancellationToken cancellation
    )
    {
        await reader.CloseAsync();
        var events = await Streams.Read(connection, site, visitor, 0, cancellation);
        return Folded(rules, Streams.Interactions(events), events);
    }

    private static async Task<CurrentJourney> ReadAt(
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
        return Folded(rules, occurred, events);
    }

    private static CurrentJourney Folded(
        FoldRules rules,
        IEnumerable<Interaction> interactions,
        List<StoredEvent> events
    ) => new(Journey.Empty.Fold(rules, interactions), rules, events.Count == 0 ? 0 : events[^1].Version);
}
