using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>
/// Tells whether this host is the only one on its database. Only then may what it remembers stand in for what is stored: everything
/// that changes goes through its own hands.
/// </summary>
/// <remarks>
/// Every host holds a shared advisory lock for as long as it lives, and counts the holders. The count is good for a lease from when it
/// was asked for; a host that finds others waits for longer than that before it serves, so no lease outlives its arrival.
/// </remarks>
public sealed class OtherHosts(NpgsqlDataSource database, ILogger<OtherHosts> logger) : BackgroundService
{
    private const int LockClass = 0x4A6F_7572;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(600);

    private NpgsqlConnection? _connection;
    private long _aloneUntil;

    /// <summary>Raised whenever there may be another host: what was remembered is worth nothing any more.</summary>
    public event Action? Met;

    public bool Alone => Stopwatch.GetTimestamp() < Volatile.Read(ref _aloneUntil);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await Look(cancellationToken))
            await Task.Delay(Lease + Poll, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Leave();
    }

    /// <remarks>A host that is stopped while it starts is disposed of without having been stopped.</remarks>
    public override void Dispose()
    {
        base.Dispose();
        _connection?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                logger.LogWarning("Whether other hosts are there cannot be told ({Failure}); nothing is answered from memory until it can.", failure.GetType().Name);
                await Leave();
            }
        }
    }

    private async Task<bool> Look(CancellationToken cancellation)
    {
        var asked = Stopwatch.GetTimestamp();
        var alone = await Holders(cancellation) == 1;
        Volatile.Write(ref _aloneUntil, alone ? asked + (long)(Lease.TotalSeconds * Stopwatch.Frequency) : 0);
        if (!alone)
            Met?.Invoke();
        return alone;
    }

    private async Task<long> Holders(CancellationToken cancellation)
    {
        if (_connection is null)
        {
            _connection = await database.OpenConnectionAsync(cancellation);
            await using var take = new NpgsqlCommand($"select pg_advisory_lock_shared({LockClass}, 0)", _connection);
            await take.ExecuteNonQueryAsync(cancellation);
        }

        await using var count = new NpgsqlCommand($"""
            select count(*) from pg_locks where locktype = 'advisory' and classid = {LockClass} and objid = 0 and granted
            and database = (select oid from pg_database where datname = current_database())
            """, _connection);
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <remarks>Connections go back to the pool as they are, so the lock is given back first; a broken one has lost it.</remarks>
    private async Task Leave()
    {
        Volatile.Write(ref _aloneUntil, 0);
        Met?.Invoke();
        if (_connection is not { } connection)
            return;
        _connection = null;
        try
        {
            await using var give = new NpgsqlCommand($"select pg_advisory_unlock_shared({LockClass}, 0)", connection);
            await give.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            logger.LogDebug("The lock went with its connection.");
        }

        await connection.DisposeAsync();
    }
}
