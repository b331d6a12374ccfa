using System.Runtime.CompilerServices;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>All that the visitors of a site did and were told, in the order in which it was stored.</summary>
public static class SiteLog
{
    private const string Facts =
        "journey.mt_events event where event.tenant_id = $1 and event.stream_id like 'visitor/%'";

    /// <summary>How many facts there are.</summary>
    public static async Task<long> Count(NpgsqlConnection connection, string site, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select count(*) from " + Facts, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = site });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <remarks>One row at a time: memory does not grow with the log.</remarks>
    public static async IAsyncEnumerable<StoredEvent> Read(
        NpgsqlConnection connection,
        string site,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {StoredEvent.Columns} from {Facts} order by event.seq_id",
            connection
        )
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = site });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return StoredEvent.Of(reader);
    }
}
