using JourneyEngine.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Log;

/// <summary>Deletes facts of a visitor's stream for good. Each part belongs into one transaction of its
/// caller's.</summary>
internal static class RewriteStream
{
    private static readonly string Forgotten = StoredFacts.NameOf(typeof(FactForgotten));

    /// <summary>Nobody appends to the stream until the transaction ends.</summary>
    public static Task Lock(NpgsqlConnection connection, string site, string visitor, CancellationToken cancellation) =>
        Execute(
            connection,
            "select from journey.mt_streams where tenant_id = $1 and id = $2 for update",
            site,
            visitor,
            cancellation
        );

    /// <summary>The same, of a stream that may not be there yet.</summary>
    public static Task LockOrMake(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    ) =>
        Execute(
            connection,
            """
            insert into journey.mt_streams (tenant_id, id, version, timestamp) values ($1, $2, 0, now())
            on conflict (tenant_id, id) do update set version = journey.mt_streams.version
            """,
            site,
            visitor,
            cancellation
        );

    /// <summary>Leaves an empty fact in the place of each, so that versions have no gap and a retry is a
    /// duplicate.</summary>
    public static async Task Overwrite(
        NpgsqlConnection connection,
        long[] positions,
        FactForgotten with,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "update journey.mt_events set type = $2, data = $3, timestamp = now() where seq_id = any($1)",
            connection
        );
        command.Parameters.Add(new() { Value = positions });
        command.Parameters.Add(new() { Value = Forgotten });
        command.Parameters.Add(new() { Value = FactJson.Write(with), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What is at the stream's beginning and was emptied because its time was up goes altogether.</summary>
    public static Task DropExpired(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    ) =>
        Execute(
            connection,
            $"""
            delete from journey.mt_events where tenant_id = $1 and stream_id = $2 and version < coalesce(
                (select min(version) from journey.mt_events where tenant_id = $1 and stream_id = $2
                    and not (type = '{Forgotten}' and data ->> 'why' = '{DeletionReasons.Retention}')),
                9223372036854775807)
            """,
            site,
            visitor,
            cancellation
        );

    /// <returns>How many facts there were.</returns>
    public static Task<int> DeleteFacts(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    ) =>
        Execute(
            connection,
            "delete from journey.mt_events where tenant_id = $1 and stream_id = $2",
            site,
            visitor,
            cancellation
        );

    public static Task DeleteStream(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    ) =>
        Execute(
            connection,
            "delete from journey.mt_streams where tenant_id = $1 and id = $2",
            site,
            visitor,
            cancellation
        );

    private static async Task<int> Execute(
        NpgsqlConnection connection,
        string statement,
        string site,
        string visitor,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
