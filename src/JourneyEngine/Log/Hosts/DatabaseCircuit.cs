using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Log.Hosts;

/// <summary>Whether PostgreSQL answers. While it does not, whoever needs it is told so at once instead of waiting for
/// it: those who come, and those who wait already.</summary>
public sealed class DatabaseCircuit(ILogger logger)
{
    /// <summary>One look may fail because its connection was ended; the next one then opens another.</summary>
    private const int FailuresOfSilence = 2;

    /// <summary>Until then a host whose commits are refused counts as unable to store; after it somebody may try.</summary>
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromSeconds(15);

    /// <summary>Whoever is let go waits in turn for a driver that asks the server, which hears nothing, to stop what it
    /// does: as many at once as there are connections, more or less.</summary>
    private const int LetGoAtOnce = 50;

    private readonly ConcurrentDictionary<CancellationTokenSource, bool> _waiting = new();
    private CancellationTokenSource _opened = new();
    private long _refusedAt = -1;
    private int _failures;

    public bool IsOpen => _opened.IsCancellationRequested;

    /// <summary>Cancelled as soon as the database does not answer. A new one each time that it answers again.</summary>
    public CancellationToken Opened => Volatile.Read(ref _opened).Token;

    /// <summary>To be cancelled when the database ceases to answer, and at once if it does not answer now; each by
    /// itself, as one that hangs in its turn would hold up all others.</summary>
    public void Watch(CancellationTokenSource waiting)
    {
        _waiting[waiting] = true;
        if (IsOpen)
            waiting.Cancel();
    }

    public void Unwatch(CancellationTokenSource waiting) => _waiting.TryRemove(waiting, out _);

    /// <summary>Whether it answers but does not store, as on a full disk.</summary>
    public bool RefusesToStore =>
        Volatile.Read(ref _refusedAt) is >= 0 and var at
        && Environment.TickCount64 - at < RefusalLasts.TotalMilliseconds;

    /// <remarks>A look that took all its time says as much as several that were turned away.</remarks>
    internal void LookFailed(Exception failure)
    {
        if (++_failures == 1)
            logger.LogWarning(
                "Whether other hosts are there cannot be told ({Failure}); nothing is answered from memory until it can.",
                failure.GetType().Name
            );
        if (IsOpen || (_failures < FailuresOfSilence && !TookTooLong(failure)))
            return;
        logger.LogError("PostgreSQL does not answer: whoever needs it is told 503 until it does.");
        // Whoever waits goes on by itself; this watch does not run on their account.
        _ = _opened.CancelAsync();
        LetGo();
    }

    internal void LookSucceeded()
    {
        _failures = 0;
        if (!IsOpen)
            return;
        logger.LogInformation("PostgreSQL answers again.");
        Volatile.Write(ref _opened, new CancellationTokenSource());
    }

    internal void Stored() => Volatile.Write(ref _refusedAt, -1);

    /// <remarks>SQLSTATE classes 53 (insufficient resources) and 58 (system error): whatever else is refused is the
    /// fault of what was sent, or passes.</remarks>
    internal void NotStored(Exception failure)
    {
        if (
            (failure as PostgresException)?.SqlState is { } state
            && (state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal))
        )
            Volatile.Write(ref _refusedAt, Environment.TickCount64);
    }

    /// <remarks>Threads of their own: a thread pool whose threads all wait lets in nobody else.</remarks>
    private void LetGo()
    {
        var waiting = new ConcurrentQueue<CancellationTokenSource>(_waiting.Keys);
        for (var threads = Math.Min(LetGoAtOnce, waiting.Count); threads > 0; threads--)
            new Thread(() => Cancel(waiting)) { IsBackground = true }.Start();
    }

    private static void Cancel(ConcurrentQueue<CancellationTokenSource> waiting)
    {
        while (waiting.TryDequeue(out var one))
        {
            try
            {
                one.Cancel();
            }
            catch (Exception failure) when (failure is ObjectDisposedException or AggregateException)
            {
                // It was answered meanwhile, or what it waited for fails of it.
            }
        }
    }

    private static bool TookTooLong(Exception failure) =>
        failure
            is TimeoutException
                or OperationCanceledException
                or NpgsqlException { InnerException: TimeoutException };
}
