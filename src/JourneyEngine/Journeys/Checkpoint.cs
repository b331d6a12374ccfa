using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>The projection's place, and what it is about.</summary>
/// <param name="Epoch">How often facts were taken away, or the projection put back, so far.</param>
/// <param name="Generation">Of the measures.</param>
/// <param name="Refolding">Whether some journeys may not be in the sums of this generation yet.</param>
/// <param name="Refolded">The last journey, by site and visitor, of those that surely are.</param>
/// <param name="Silent">How long ago anybody projected.</param>
internal sealed record Checkpoint(
    long Position,
    long Epoch,
    int Generation,
    bool Refolding,
    (string Site, string Visitor) Refolded,
    TimeSpan Silent
)
{
    public static async Task Ensure(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "insert into journey.progress (name, position, as_of) values ('journeys', 0, 'epoch') on conflict do "
                + "nothing"
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <remarks>Plans are kept from when the tables were small, so scans of them are ruled out for the
    /// transaction.</remarks>
    /// <returns>Null while another host projects.</returns>
    public static async Task<Checkpoint?> Take(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select position, epoch, generation, refolding, refolded_site, refolded_visitor, clock_timestamp() - projected_at,
                set_config('enable_seqscan', 'off', true)
            from journey.progress where name = 'journeys' for update skip locked
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Checkpoint(
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetInt32(2),
                reader.GetBoolean(3),
                (reader.GetString(4), reader.GetString(5)),
                reader.GetTimeSpan(6)
            )
            : null;
    }

    /// <summary>Lets hosts of older versions know that this one still projects.</summary>
    public static async Task RecordHeartbeat(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "update journey.progress set projected_at = clock_timestamp() where name = 'journeys'",
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task MarkRefolded(
        NpgsqlConnection connection,
        string site,
        string visitor,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "update journey.progress set refolded_site = $1, refolded_visitor = $2, projected_at = clock_timestamp() "
                + "where name = 'journeys'",
            connection
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = visitor });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task Move(NpgsqlConnection connection, StoredEvent last, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "update journey.progress set position = $1, as_of = $2, projected_at = clock_timestamp() where name = "
                + "'journeys'",
            connection
        );
        command.Parameters.Add(new() { Value = last.Position });
        command.Parameters.Add(new() { Value = last.At });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>Number of the last event of the log that is projected.</returns>
    public static async Task<long> ReadPosition(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce((select position from journey.progress where name = 'journeys'), 0)",
            connection
        );
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
