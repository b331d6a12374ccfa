using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads visitors' streams and folds them.</summary>
public static class Streams
{
    private static readonly string Gone = StoredFacts.NameOf(typeof(FactForgotten));

    /// <summary>The interactions and choices among events, as the fold sees them.</summary>
    public static IEnumerable<Interaction> Interactions(IEnumerable<StoredEvent> events) =>
        events.Select(it => InteractionReader.Read(it.Type, it.Data)).OfType<Interaction>();

    /// <summary>Streams of several visitors, each up to a version, in order of version.</summary>
    internal static async Task<ILookup<(string Site, string Visitor), StoredEvent>> Read(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Site, string Visitor, long Version)> wanted,
        CancellationToken cancellation
    )
    {
        if (wanted.Count == 0)
            return Enumerable.Empty<StoredEvent>().ToLookup(it => (it.Site, it.Visitor!));
        await using var command = new NpgsqlCommand(
            $"""
            select {StoredEvent.Columns} from journey.mt_events event
            join unnest($1, $2, $3) wanted (site, stream, version)
                on event.tenant_id = wanted.site and event.stream_id = wanted.stream and event.version <= wanted.version
            order by event.tenant_id, event.stream_id, event.version
            """,
            connection
        );
        command.Parameters.Add(new() { Value = wanted.Select(it => it.Site).ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(it => StreamNames.Visitor(it.Visitor)).ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(it => it.Version).ToArray() });
        return (await Rows(command, cancellation)).ToLookup(it => (it.Site, it.Visitor!));
    }

    /// <summary>What is stored of a person, in the order in which it was stored.</summary>
    public static async Task<List<StoredEvent>> Read(
        NpgsqlConnection connection,
        string site,
        Person person,
        CancellationToken cancellation
    ) =>
        [
            .. (await Read(connection, [.. person.Pseudonyms.Select(it => (site, it.Id, long.MaxValue))], cancellation))
                .SelectMany(it => it)
                .OrderBy(it => it.Position),
        ];

    /// <summary>A visitor's stream from a version on, exclusive.</summary>
    public static async Task<List<StoredEvent>> Read(
        NpgsqlConnection connection,
        string site,
        string visitor,
        long after,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {StoredEvent.Columns} from journey.mt_events event where tenant_id = $1 and stream_id = $2 and "
                + $"version > $3 order by version",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        command.Parameters.Add(new() { Value = after });
        return await Rows(command, cancellation);
    }

    /// <summary>A stream as it was at a version.</summary>
    /// <returns>Null if some of it was forgotten since.</returns>
    internal static StoredEvent[]? UpTo(IEnumerable<StoredEvent> stream, long version)
    {
        var before = stream.Where(it => it.Version <= version).ToArray();
        return
            before.Length < version
            || before.Any(it =>
                it.Type == Gone && FactJson.Read<FactForgotten>(it.Data).Why != DeletionReasons.Unlinked
            )
            ? null
            : before;
    }

    internal static async Task<List<StoredEvent>> Rows(NpgsqlCommand command, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            events.Add(StoredEvent.Of(reader));
        return events;
    }
}
