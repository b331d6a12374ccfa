using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Log.Hosts;

/// <summary>
/// Tells whether this host is the only one on its database. Only then may what it remembers stand in for what is
/// stored: everything that changes goes through its own hands.
/// </summary>
/// <remarks>
/// Every host holds a shared advisory lock and counts the holders. A count is good for a lease from when it was asked
/// for. A host that finds others when it starts waits for longer than that before it serves; a host that cannot tell
/// whether it still holds its lock acknowledges nothing until it can; and nobody believes to be alone before the count
/// has been one for longer than that takes.
/// </remarks>
public sealed class HostMembership(NpgsqlDataSource database, ILogger<HostMembership> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(1_500);

    private readonly HostLock _lock = new(database);
    private TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heldUntil;
    private long _aloneUntil;
    private long _oneSince = long.MaxValue;
    private long _askedLast;

    /// <summary>Raised whenever there may be another host: what was remembered is worth nothing any more.</summary>
    public event Action? OtherHostSeen;

    /// <summary>Opens when looks fail, and closes with the first that does not.</summary>
    public DatabaseCircuit Circuit { get; } = new(logger);

    public bool IsSoleHost => Stopwatch.GetTimestamp() < Volatile.Read(ref _aloneUntil);

    /// <summary>Comes back when it is certain that other hosts know of this one: at once, unless the connection was
    /// lost.</summary>
    public async ValueTask WaitUntilKnown()
    {
        while (Stopwatch.GetTimestamp() >= Volatile.Read(ref _heldUntil))
            await Volatile.Read(ref _looked).Task;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await Look(cancellationToken) > 1)
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
        // The look that is under way ends with the token; until then the connection is its own.
        Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(Lease)).Wait();
        _lock.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var look = Look(stoppingToken);
                try
                {
                    await look.WaitAsync(HostLock.Patience, CancellationToken.None);
                }
                catch (TimeoutException silence) when (!look.IsCompleted)
                {
                    Circuit.LookFailed(silence);
                    await look;
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Circuit.LookFailed(failure);
                await Leave();
            }
        }
    }

    private async Task<long> Look(CancellationToken cancellation)
    {
        var asked = Stopwatch.GetTimestamp();
        var holders = await _lock.Holders(cancellation);
        Circuit.LookSucceeded();
        // Between two looks that are further apart, as where this process stood still, another host can have come,
        // waited its time, written and gone.
        var isSeen = Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _askedLast, asked)) < Lease + Poll;
        _oneSince =
            holders != 1 ? long.MaxValue
            : isSeen ? Math.Min(_oneSince, asked)
            : asked;
        var quiet = holders == 1 && Stopwatch.GetElapsedTime(_oneSince) >= Quiet;
        Volatile.Write(ref _heldUntil, asked + Ticks(Lease));
        Volatile.Write(ref _aloneUntil, quiet ? asked + Ticks(Lease) : 0);
        if (!quiet)
            OtherHostSeen?.Invoke();
        Interlocked.Exchange(ref _looked, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return holders;
    }

    private async Task Leave()
    {
        Volatile.Write(ref _aloneUntil, 0);
        _oneSince = long.MaxValue;
        OtherHostSeen?.Invoke();
        if (!await _lock.Release())
            logger.LogDebug("The lock went with its connection.");
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
