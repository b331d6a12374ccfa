using System.Text.Json;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Where a shadow was folded. It stands as a comment on the shadow's table, so it comes and goes with
/// it.</summary>
/// <param name="Epoch">How often facts had been taken away by then.</param>
/// <param name="Revisions">Revision of the rules that it was folded by, by site.</param>
/// <param name="Generation">Of the measures that it was summed by.</param>
internal sealed record ShadowCheckpoint(long Position, long Epoch, Dictionary<string, int> Revisions, int Generation)
{
    public async Task Write(NpgsqlConnection owner, CancellationToken cancellation)
    {
        // A statement of this kind takes no parameters; format() quotes.
        await using var quote = new NpgsqlCommand(
            "select format('comment on table journey.journeys_shadow is %L', $1)",
            owner
        );
        quote.Parameters.Add(new() { Value = JsonSerializer.Serialize(this, FactJson.Options) });
        await using var comment = new NpgsqlCommand((string)(await quote.ExecuteScalarAsync(cancellation))!, owner);
        await comment.ExecuteNonQueryAsync(cancellation);
    }

    /// <exception cref="InvalidOperationException">There is no shadow.</exception>
    public static async Task<ShadowCheckpoint> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select obj_description(to_regclass('journey.journeys_shadow'), 'pg_class')",
            connection
        );
        return await command.ExecuteScalarAsync(cancellation) is string mark
            ? FactJson.Read<ShadowCheckpoint>(mark)
            : throw new InvalidOperationException(
                "There is no shadow: journey replay journeys --shadow makes one. An erasure takes it away."
            );
    }
}
