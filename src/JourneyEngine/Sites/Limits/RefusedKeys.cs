using JourneyEngine.Http.Limits;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Sites.Limits;

/// <summary>Counts keys that open nothing, and tells the log of them once a minute at most: anybody may send
/// some.</summary>
public sealed class RefusedKeys(RefusalCounter counter, TimeProvider clock, ILogger<RefusedKeys> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _untold;
    private long _toldAt = -1;

    internal void Add()
    {
        counter.AddWrongKey();
        Interlocked.Increment(ref _untold);
        var told = Volatile.Read(ref _toldAt);
        if (told >= 0 && clock.GetElapsedTime(told) < Pause)
            return;
        if (Interlocked.CompareExchange(ref _toldAt, clock.GetTimestamp(), told) == told)
            logger.LogWarning(
                "Requests with a key that opens nothing: {Count}. Those of the next minute are told together.",
                Interlocked.Exchange(ref _untold, 0)
            );
    }
}
