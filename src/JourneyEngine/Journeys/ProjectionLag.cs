using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>How far the projection is behind what is stored.</summary>
public static class ProjectionLag
{
    /// <returns>How many events are stored and not yet projected, and since when the oldest of them is.</returns>
    public static async Task<(long Waiting, TimeSpan Age)> Read(
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "select position from journey.progress where name = 'journeys'",
            connection
        );
        return await command.ExecuteScalarAsync(cancellation) is long position
            ? await LogPosition.Beyond(connection, position, cancellation)
            : (0, TimeSpan.Zero);
    }
}
