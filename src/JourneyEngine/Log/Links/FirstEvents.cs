using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Identifies streams by the positions of their first events in the log: an id that names no visitor, and goes
/// with the stream.</summary>
internal static class FirstEvents
{
    /// <returns>By visitor, the position of the stream's first event; none where that event is gone.</returns>
    public static async Task<Dictionary<string, long>> Of(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> visitors,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select stream_id, seq_id from journey.mt_events where tenant_id = $1 and stream_id = any($2) and version = 1",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitors.Select(StreamNames.Visitor).ToArray() });
        var firsts = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            firsts[StreamNames.PseudonymOf(reader.GetString(0))!] = reader.GetInt64(1);
        return firsts;
    }

    /// <returns>By visitor, the latest version of the stream; none of visitors without one.</returns>
    public static async Task<Dictionary<string, long>> LatestVersions(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<string> visitors,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select id, version from journey.mt_streams where tenant_id = $1 and id = any($2)",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitors.Select(StreamNames.Visitor).ToArray() });
        var versions = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            versions[StreamNames.PseudonymOf(reader.GetString(0))!] = reader.GetInt64(1);
        return versions;
    }

    /// <returns>Streams by the positions of their first events, each up to the latest version that was read; none whose
    /// first event is gone.</returns>
    public static async Task<Dictionary<long, IReadOnlyList<StoredEvent>>> Streams(
        NpgsqlConnection connection,
        string site,
        IReadOnlyCollection<StreamRead> read,
        CancellationToken cancellation
    )
    {
        if (read.Count == 0)
            return [];
        var wanted = read.GroupBy(it => it.First).Select(it => it.MaxBy(one => one.Version)!).ToArray();
        await using var command = new NpgsqlCommand(
            $"""
            select {StoredEvent.Columns} from unnest($2, $3) wanted (first, version)
            join journey.mt_events first on first.seq_id = wanted.first and first.tenant_id = $1 and first.version = 1
            join journey.mt_events event on event.tenant_id = $1 and event.stream_id = first.stream_id and event.version <= wanted.version
            order by event.stream_id, event.version
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = wanted.Select(it => it.First).ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(it => it.Version).ToArray() });
        return (await Log.Streams.Rows(command, cancellation))
            .GroupBy(it => it.Stream)
            .ToDictionary(it => it.First().Position, IReadOnlyList<StoredEvent> (it) => it.ToList());
    }
}
