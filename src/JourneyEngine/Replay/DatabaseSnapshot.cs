using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>One moment of the database, seen by two connections: one streams the log while the other looks things
/// up.</summary>
internal static class DatabaseSnapshot
{
    /// <summary>Within a transaction that has not read yet: no rebuild exchanges the tables until its end.</summary>
    public static async Task Hold(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "lock table journey.journeys, journey.sums in access share mode",
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<NpgsqlConnection> Share(
        NpgsqlConnection with,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", with);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancellation))!;
        var connection = await database.OpenConnectionAsync(cancellation);
        await using var import = new NpgsqlCommand(
            $"begin isolation level repeatable read read only; set transaction snapshot '{snapshot}'",
            connection
        );
        await import.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    public static async Task<long> Number(NpgsqlConnection connection, string query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation) is long number ? number : 0;
    }
}
