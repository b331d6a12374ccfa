using Dapper;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Places in the log: numbers of events, which grow in the order in which events were stored.</summary>
public static class LogPosition
{
    /// <returns>Number of the last event that is committed; 0 if there is none.</returns>
    internal static async Task<long> Last(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(max(seq_id), 0) from journey.mt_events",
            connection
        );
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <returns>Number of the last event and when it was stored; null if there is none.</returns>
    public static async Task<(long Position, DateTimeOffset StoredAt)?> Newest(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select seq_id, timestamp from journey.mt_events order by seq_id desc limit 1",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1))
            : null;
    }

    /// <returns>When the event at a place was stored; null if there is none.</returns>
    public static async Task<DateTimeOffset?> StoredAt(
        NpgsqlConnection connection,
        long position,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select timestamp from journey.mt_events where seq_id = $1",
            connection
        );
        command.Parameters.Add(new() { Value = position });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    /// <returns>How many numbers are beyond a place, and for how long the first event beyond it has been
    /// stored.</returns>
    public static async Task<(long Waiting, TimeSpan Age)> Beyond(
        NpgsqlConnection connection,
        long position,
        CancellationToken cancellation
    ) =>
        await connection.QuerySingleAsync<(long, TimeSpan)>(
            new CommandDefinition(
                """
                select greatest(0, coalesce((select max(seq_id) from journey.mt_events), 0) - @position),
                    coalesce(greatest(interval '0', now() - (
                        select timestamp from journey.mt_events where seq_id > @position order by seq_id limit 1)),
                        interval '0')
                """,
                new { position },
                cancellationToken: cancellation
            )
        );
}
