using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>How far the projection is behind what is stored.</summary>
/// <param name="Waiting">Events that are stored and not yet projected.</param>
/// <param name="Age">For how long the oldest of them has been stored.</param>
/// <param name="WaitsFor">Transactions that it may wait for; null where it does not wait for long.</param>
public sealed record ProjectionLag(long Waiting, TimeSpan Age, IReadOnlyList<OpenAppend>? WaitsFor = null)
{
    public static ProjectionLag None { get; } = new(0, TimeSpan.Zero);

    /// <summary>A projection that keeps up is never so far behind.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    public static async Task<ProjectionLag> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "select position from journey.progress where name = 'journeys'",
            connection
        );
        if (await command.ExecuteScalarAsync(cancellation) is not long position)
            return None;
        var (waiting, age) = await LogPosition.Beyond(connection, position, cancellation);
        return new(waiting, age, age > Usual ? await OpenAppends.Overdue(connection, cancellation) : null);
    }
}
