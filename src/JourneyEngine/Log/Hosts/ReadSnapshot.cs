using Npgsql;

namespace JourneyEngine.Log.Hosts;

/// <summary>One moment of the database, for several queries that belong together.</summary>
public static class ReadSnapshot
{
    /// <summary>Until the connection is given back.</summary>
    /// <remarks>By a command of its own: where the driver sends the beginning together with the first query, it cannot
    /// cancel that query, and whoever reads when the database ceases to answer waits for its time limit.</remarks>
    public static async Task BeginSnapshot(this NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var begin = new NpgsqlCommand("begin isolation level repeatable read", connection);
        await begin.ExecuteNonQueryAsync(cancellation);
    }
}
