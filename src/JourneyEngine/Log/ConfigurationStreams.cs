using System.Runtime.CompilerServices;
using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads facts of streams that belong to no visitor: of such a stream the latest fact is what holds.</summary>
public static class ConfigurationStreams
{
    private const string Stream = "select data from journey.mt_events where tenant_id = $1 and stream_id = $2";

    private const string LatestOfEach = """
        select stream.tenant_id, event.data from journey.mt_streams stream
        join journey.mt_events event
            on event.tenant_id = stream.tenant_id and event.stream_id = stream.id and event.version = stream.version
        """;

    /// <returns>The latest fact of a stream; null if there is none.</returns>
    public static async Task<T?> Latest<T>(
        NpgsqlDataSource database,
        string site,
        string stream,
        CancellationToken cancellation
    )
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Latest<T>(connection, site, stream, cancellation);
    }

    /// <inheritdoc cref="Latest{T}(NpgsqlDataSource, string, string, CancellationToken)"/>
    public static async Task<T?> Latest<T>(
        NpgsqlConnection connection,
        string site,
        string stream,
        CancellationToken cancellation
    )
        where T : class =>
        (
            await Facts<T>(connection, Stream + " order by version desc limit 1", [site, stream], cancellation)
        ).FirstOrDefault();

    /// <returns>The fact with this number in its stream; null if there is none.</returns>
    public static async Task<T?> Version<T>(
        NpgsqlDataSource database,
        string site,
        string stream,
        long version,
        CancellationToken cancellation
    )
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (
            await Facts<T>(connection, Stream + " and version = $3", [site, stream, version], cancellation)
        ).FirstOrDefault();
    }

    /// <returns>All facts of a stream, oldest first.</returns>
    public static Task<List<T>> All<T>(
        NpgsqlConnection connection,
        string site,
        string stream,
        CancellationToken cancellation
    ) => Facts<T>(connection, Stream + " order by version", [site, stream], cancellation);

    /// <param name="filter">A condition on members of <c>data</c>; values from $3 on.</param>
    /// <param name="order">Members of <c>data</c>, then the version.</param>
    /// <returns>The first fact of a stream that fulfils a condition; null if there is none.</returns>
    internal static async Task<T?> First<T>(
        NpgsqlConnection connection,
        string site,
        string stream,
        string filter,
        string order,
        NpgsqlParameter value,
        CancellationToken cancellation
    )
        where T : class =>
        (
            await Facts<T>(
                connection,
                $"{Stream} and {filter} order by {order}, version desc limit 1",
                [site, stream, value],
                cancellation
            )
        ).FirstOrDefault();

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
        return await Facts<T>(
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
        await using var command = Command(
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
        await using var command = Command(
            connection,
            "select tenant_id, data from journey.mt_events where type = $1",
            [StoredFacts.NameOf(typeof(T))]
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return (reader.GetString(0), FactJson.Read<T>(reader.GetFieldValue<byte[]>(1)));
    }

    /// <returns>The number of the latest fact of a stream; 0 if there is none.</returns>
    public static async Task<int> LatestVersion(
        NpgsqlDataSource database,
        string site,
        string stream,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = Command(
            connection,
            "select coalesce(max(version), 0)::int from journey.mt_events where tenant_id = $1 and stream_id = $2",
            [site, stream]
        );
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<List<T>> Facts<T>(
        NpgsqlConnection connection,
        string statement,
        object[] values,
        CancellationToken cancellation,
        int column = 0
    )
    {
        await using var command = Command(connection, statement, values);
        var facts = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            facts.Add(FactJson.Read<T>(reader.GetFieldValue<byte[]>(column)));
        return facts;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string statement, object[] values)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return command;
    }
}
