using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Reads facts of streams that belong to no visitor: of such a stream the latest fact is what holds.</summary>
public static class ConfigurationStreams
{
    private const string Stream = "select data from journey.mt_events where tenant_id = $1 and stream_id = $2";

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
            await FactQuery.Run<T>(connection, Stream + " order by version desc limit 1", [site, stream], cancellation)
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
            await FactQuery.Run<T>(connection, Stream + " and version = $3", [site, stream, version], cancellation)
        ).FirstOrDefault();
    }

    /// <returns>All facts of a stream, oldest first.</returns>
    public static Task<List<T>> All<T>(
        NpgsqlConnection connection,
        string site,
        string stream,
        CancellationToken cancellation
    ) => FactQuery.Run<T>(connection, Stream + " order by version", [site, stream], cancellation);

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
            await FactQuery.Run<T>(
                connection,
                $"{Stream} and {filter} order by {order}, version desc limit 1",
                [site, stream, value],
                cancellation
            )
        ).FirstOrDefault();

    /// <returns>The number of the latest fact of a stream; 0 if there is none.</returns>
    public static async Task<int> LatestVersion(
        NpgsqlDataSource database,
        string site,
        string stream,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = FactQuery.Command(
            connection,
            "select coalesce(max(version), 0)::int from journey.mt_events where tenant_id = $1 and stream_id = $2",
            [site, stream]
        );
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
