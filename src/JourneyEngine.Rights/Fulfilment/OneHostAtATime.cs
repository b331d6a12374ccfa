using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Work that one host does while the others let it be.</summary>
internal sealed class OneHostAtATime(NpgsqlDataSource database)
{
    /// <returns>False where another host is at it.</returns>
    public async Task<bool> Run(Func<Task> work, CancellationToken cancellation)
    {
        // The lock is the session's and not a transaction's, which would hold up the clean-up of the whole database.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using (
            var take = new NpgsqlCommand($"select pg_try_advisory_lock({AdvisoryLocks.Fulfilment})", connection)
        )
        {
            if (await take.ExecuteScalarAsync(cancellation) is not true)
                return false;
        }

        try
        {
            await work();
            return true;
        }
        finally
        {
            await using var give = new NpgsqlCommand(
                $"select pg_advisory_unlock({AdvisoryLocks.Fulfilment})",
                connection
            );
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
