using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>What goes with putting tables that were folded at a place in the log into the place of the live ones,
/// within one transaction.</summary>
internal static class TableSwap
{
    public const string Epoch = "select epoch from journey.progress where name = 'journeys'";

    /// <summary>From here on nobody projects, and nobody is erased, until the transaction's end.</summary>
    /// <returns>How often facts were taken away so far.</returns>
    public static async Task<long> Hold(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await using var hold = new NpgsqlCommand(
            "set local lock_timeout = '60s'; select position from journey.progress where name = 'journeys' for update",
            owner
        );
        await hold.ExecuteNonQueryAsync(cancellation);
        return await DatabaseSnapshot.Number(owner, Epoch, cancellation);
    }

    /// <summary>What was folded is of the measures that are still projected.</summary>
    /// <exception cref="InvalidOperationException">They are others by now.</exception>
    public static async Task Same(NpgsqlConnection owner, int generation, CancellationToken cancellation)
    {
        if (!await GenerationTable.IsCurrent(owner, generation, cancellation))
            throw new InvalidOperationException(
                "Another version of the engine took over meanwhile, or measures are summed anew. Build it anew."
            );
    }

    /// <remarks>
    /// The projection's place goes back to where the log was folded, and the rules to what they were there: it takes in
    /// anew what came meanwhile and knows nothing from before, and its count of revisions comes out the same because
    /// each changing event makes the next one.
    /// </remarks>
    public static async Task GoBack(
        NpgsqlConnection owner,
        long position,
        IReadOnlyDictionary<string, int> revisions,
        CancellationToken cancellation
    )
    {
        await using var settle = new NpgsqlCommand(
            """
            with folded as (select * from unnest($1, $2) it (site, revision)),
            newer as (
                delete from journey.rules rule where rule.revision > coalesce((select revision from folded where folded.site = rule.site), 0)
            )
            update journey.rules rule set settled = true where rule.revision <= coalesce((select revision from folded where folded.site = rule.site), 0)
            """,
            owner
        );
        settle.Parameters.Add(new() { Value = revisions.Keys.ToArray() });
        settle.Parameters.Add(new() { Value = revisions.Values.ToArray() });
        await settle.ExecuteNonQueryAsync(cancellation);
        var storedAt = await LogPosition.StoredAt(owner, position, cancellation);
        await using var goBack = new NpgsqlCommand(
            """
            update journey.progress set position = $1, epoch = epoch + 1, as_of = coalesce($2, as_of) where name = 'journeys'
            """,
            owner
        );
        goBack.Parameters.Add(new() { Value = position });
        goBack.Parameters.Add(
            new()
            {
                Value = (object?)storedAt?.ToUniversalTime() ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
            }
        );
        await goBack.ExecuteNonQueryAsync(cancellation);
    }
}
