using JourneyEngine.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Log;

/// <summary>Deletes facts of a visitor's stream for good. Each part belongs into one transaction of its
/// caller's.</summary>
internal sealed class RewriteStream(NpgsqlConnection connection, string site, string visitor)
{
    private static readonly string Forgotten = StoredFacts.NameOf(typeof(FactForgotten));

    /// <summary>Nobody appends to the stream until the transaction ends.</summary>
    public Task Lock(CancellationToken cancellation) =>
        Execute("select from journey.mt_streams where tenant_id = $1 and id = $2 for update", cancellation);

    /// <summary>The same, of a stream that may not be there yet.</summary>
    public Task LockOrMake(CancellationToken cancellation) =>
        Execute(
            """
            insert into journey.mt_streams (tenant_id, id, version, timestamp) values ($1, $2, 0, now())
            on conflict (tenant_id, id) do update set version = journey.mt_streams.version
            """,
            cancellation
        );

    /// <summary>Leaves an empty fact in the place of each, so that versions have no gap and a retry is a
    /// duplicate.</summary>
    public Task Overwrite(long[] positions, FactForgotten with, CancellationToken cancellation) =>
        Execute(
            """
            update journey.mt_events set type = $4, data = $5, timestamp = now()
            where tenant_id = $1 and stream_id = $2 and seq_id = any($3)
            """,
            cancellation,
            new() { Value = positions },
            new() { Value = Forgotten },
            new() { Value = FactJson.Write(with), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );

    /// <summary>What is at the stream's beginning and was emptied because its time was up goes altogether.</summary>
    public Task DropExpired(CancellationToken cancellation) =>
        Execute(
            $"""
            delete from journey.mt_events where tenant_id = $1 and stream_id = $2 and version < coalesce(
                (select min(version) from journey.mt_events where tenant_id = $1 and stream_id = $2
                    and not (type = '{Forgotten}' and data ->> 'why' = '{DeletionReasons.Retention}')),
                9223372036854775807)
            """,
            cancellation
        );

    /// <returns>How many facts there were.</returns>
    public Task<int> DeleteFacts(CancellationToken cancellation) =>
        Execute("delete from journey.mt_events where tenant_id = $1 and stream_id = $2", cancellation);

    public Task DeleteStream(CancellationToken cancellation) =>
        Execute("delete from journey.mt_streams where tenant_id = $1 and id = $2", cancellation);

    /// <param name="statement">The site is $1, the stream's name $2; what else it takes follows.</param>
    private async Task<int> Execute(string statement, CancellationToken cancellation, params NpgsqlParameter[] values)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        foreach (var value in values)
            command.Parameters.Add(value);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
