using System.Runtime.CompilerServices;
using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads facts of several streams that belong to no visitor at once.</summary>
public static class ManyConfigurationStreams
{
    private const string LatestOfEach = """
        select stream.tenant_id, event.data from journey.mt_streams stream
        join journey.mt_events event
            on event.tenant_id = stream.tenant_id and event.stream_id = stream.id and event.version = stream.version
        """;

    /// <summary>The latest fact of each stream of a site whose id begins with a prefix, by stream id.</summary>
    public static async Task<List<T>> LatestOfAll<T>(
        NpgsqlDataSource database,
        string site,
        string prefix,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var after = prefix[..^1] + (char)(prefix[^1] + 1);
        return await FactQuery.Run<T>(
            connection,
            LatestOfEach + " where stream.tenant_id = $1 and stream.id >= $2 and stream.id < $3 order by stream.id",
            [site, prefix, after],
            cancellation,
            column: 1
        );
    }

    /// <summary>The latest fact of the stream of this id on every site that has one, by site.</summary>
    public static async Task<List<(string Site, T Fact)>> LatestOfSites<T>(
        NpgsqlDataSource database,
        string stream,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = FactQuery.Command(
            connection,
            LatestOfEach + " where stream.id = $1 order by stream.tenant_id",
            [stream]
        );
        var facts = new List<(string, T)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            facts.Add((reader.GetString(0), FactJson.Read<T>(reader.GetFieldValue<byte[]>(1))));
        return facts;
    }

    /// <summary>Every fact of a type in the whole log, with its site.</summary>
    public static async IAsyncEnumerable<(string Site, T Fact)> OfType<T>(
        NpgsqlConnection connection,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = FactQuery.Command(
            connection,
            "select tenant_id, data from journey.mt_events where type = $1",
            [StoredFacts.NameOf(typeof(T))]
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return (reader.GetString(0), FactJson.Read<T>(reader.GetFieldValue<byte[]>(1)));
    }
}
