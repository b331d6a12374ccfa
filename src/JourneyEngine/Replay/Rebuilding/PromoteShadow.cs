using JourneyEngine.Contracts;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Puts the shadow in the place of the live tables in one moment; what came since it was folded is projected
/// on top.</summary>
public sealed class PromoteShadow(NpgsqlDataSource database)
{
    /// <returns>The place in the log that the projection goes on from.</returns>
    /// <exception cref="InvalidOperationException">There is no shadow, or a rebuild is under way, or somebody was
    /// erased or the journeys were rebuilt since.</exception>
    public async Task<long> Run(CancellationToken cancellation)
    {
        var (journeys, sums) = (new FreshTable("journeys"), new FreshTable("sums"));
        await using var owner = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand($"select pg_try_advisory_xact_lock({AdvisoryLocks.Rebuild})", owner))
        {
            if (!(bool)(await turn.ExecuteScalarAsync(cancellation))!)
                throw new InvalidOperationException("A rebuild is under way on this database.");
        }

        var epoch = await TableSwap.Hold(owner, cancellation);
        var mark = await ShadowCheckpoint.Read(owner, cancellation);
        if (mark.Epoch != epoch)
            throw new InvalidOperationException(
                "Somebody was erased, or the journeys were rebuilt, since the shadow was made. Build it anew."
            );
        await TableSwap.Same(owner, mark.Generation, cancellation);
        await journeys.Find(owner, cancellation);
        await sums.Find(owner, cancellation);
        await journeys.Replace(owner, cancellation);
        await sums.Replace(owner, cancellation);
        await using (var unmark = new NpgsqlCommand("comment on table journey.journeys is null", owner))
            await unmark.ExecuteNonQueryAsync(cancellation);
        await TableSwap.GoBack(owner, mark.Position, mark.Revisions, cancellation);
        await GenerationTable.Finish(owner, cancellation);
        await transaction.CommitAsync(cancellation);
        return mark.Position;
    }
}
