using System.Runtime.CompilerServices;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads the streams of all visitors; it takes as long as the log is.</summary>
internal static class StreamScan
{
    /// <summary>Every visitor's stream, one after the other, each in order of version.</summary>
    /// <param name="site">One site, or all.</param>
    /// <param name="position">Up to this place in the log.</param>
    public static async IAsyncEnumerable<List<StoredEvent>> All(
        NpgsqlConnection connection,
        string? site,
        long position,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {StoredEvent.Columns} from journey.mt_events event where seq_id <= "
                + $"$1{(site is null ? "" : " and tenant_id = $2")} order by tenant_id, stream_id, version",
            connection
        );
        command.Parameters.Add(new() { Value = position });
        if (site is not null)
            command.Parameters.Add(new() { Value = site });
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stream = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            var stored = StoredEvent.Of(reader);
            if (stored.Visitor is null)
                continue;
            if (stream.Count > 0 && (stream[0].Site != stored.Site || stream[0].Stream != stored.Stream))
            {
                yield return stream;
                stream = [];
            }

            stream.Add(stored);
        }

        if (stream.Count > 0)
            yield return stream;
    }
}
