using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Log.Hosts;

/// <summary>The advisory lock that every host on a database holds in common.</summary>
internal sealed class HostLock(NpgsqlDataSource database) : IDisposable
{
    /// <summary>A busy database answers within it; one that does not, is not there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private NpgsqlConnection? _connection;

    /// <summary>Takes the lock unless it is held already.</summary>
    /// <returns>How many hosts hold it, this one among them.</returns>
    public async Task<long> Holders(CancellationToken cancellation)
    {
        if (_connection is null)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            _connection = await database.OpenConnectionAsync(limit.Token);
            await using var take = Command(
                $"select pg_advisory_lock_shared({AdvisoryLocks.HostClass}, 0)",
                _connection
            );
            await take.ExecuteNonQueryAsync(cancellation);
        }

        await using var count = Command(
            $"""
            select count(*) from pg_locks where locktype = 'advisory' and classid = {AdvisoryLocks.HostClass} and objid = 0 and granted
            and database = (select oid from pg_database where datname = current_database())
            """,
            _connection
        );
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <remarks>Connections go back to the pool as they are, so the lock is given back first; a broken one has lost
    /// it.</remarks>
    /// <returns>False if it was lost before.</returns>
    public async Task<bool> Release()
    {
        if (_connection is not { } connection)
            return true;
        _connection = null;
        var isGiven = true;
        try
        {
            await using var give = Command(
                $"select pg_advisory_unlock_shared({AdvisoryLocks.HostClass}, 0)",
                connection
            );
            await give.ExecuteNonQueryAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            isGiven = false;
        }

        await connection.DisposeAsync();
        return isGiven;
    }

    private static NpgsqlCommand Command(string statement, NpgsqlConnection connection) =>
        new(statement, connection) { CommandTimeout = (int)Patience.TotalSeconds };

    public void Dispose() => _connection?.Dispose();
}
