using System.Collections.Concurrent;
using JourneyEngine.Log.Hosts;

namespace JourneyEngine.Sites;

/// <summary>What was read of the sites' configuration, until something changes: the only place that remembers
/// it.</summary>
/// <remarks>
/// Nothing is removed when something changes: a count of changes grows, and what was read under an earlier count no
/// longer holds. It grows by every change through this host, and every fifth of a second while other hosts are there.
/// Whoever asks while a reading of the same is under way waits for that one.
/// </remarks>
public sealed class ConfigurationCache
{
    /// <summary>What is written past every host is seen after this long.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(10);

    /// <summary>Anybody may present keys that do not exist.</summary>
    private const int MostKept = 50_000;

    private readonly HostMembership _membership;
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private int _changes;

    public ConfigurationCache(HostMembership membership)
    {
        _membership = membership;
        membership.OtherHostSeen += Invalidate;
    }

    private readonly record struct Key(string Site, string Name, Type Type);

    private sealed record Entry(int Changes, long ReadAt, Task Value);

    internal void Invalidate() => Interlocked.Increment(ref _changes);

    /// <summary>What holds now: remembered only while no other host could have changed it.</summary>
    /// <param name="name">What is read, unique within the site and the type.</param>
    /// <param name="keepAbsent">Whether that there is none is remembered: not where anybody may ask for any
    /// name.</param>
    internal ValueTask<T?> Current<T>(
        string site,
        string name,
        bool keepAbsent,
        Func<T?, Task<T?>> read,
        CancellationToken cancellation
    )
        where T : class =>
        _membership.IsSoleHost
            ? Recent(site, name, keepAbsent, read, cancellation)
            : new ValueTask<T?>(read(null).WaitAsync(cancellation));

    /// <summary>What held a fifth of a second ago or later, where other hosts are there; what holds now where none
    /// is.</summary>
    /// <param name="read">Gets what was remembered last, to take over from it what is costly to make.</param>
    /// <inheritdoc cref="Current"/>
    internal ValueTask<T?> Recent<T>(
        string site,
        string name,
        bool keepAbsent,
        Func<T?, Task<T?>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        var key = new Key(site, name, typeof(T));
        var known = _entries.GetValueOrDefault(key);
        if (known is null || !Holds(known))
            known = Renew(key, known, keepAbsent, read);
        var value = (Task<T?>)known.Value;
        return value.IsCompletedSuccessfully
            ? ValueTask.FromResult(value.Result)
            : new ValueTask<T?>(value.WaitAsync(cancellation));
    }

    /// <returns>What was read last, even if it may not hold any more; null if nothing was.</returns>
    internal T? Remembered<T>(string site, string name)
        where T : class =>
        _entries.GetValueOrDefault(new Key(site, name, typeof(T)))?.Value
            is Task<T?> { IsCompletedSuccessfully: true } it
            ? it.Result
            : null;

    private bool Holds(Entry known) =>
        known.Changes == Volatile.Read(ref _changes)
        && Environment.TickCount64 - known.ReadAt <= LongestKept.TotalMilliseconds
        && !known.Value.IsFaulted
        && !known.Value.IsCanceled;

    /// <remarks>Whoever waits for a reading may give up; the others go on waiting.</remarks>
    private Entry Renew<T>(Key key, Entry? before, bool keepAbsent, Func<T?, Task<T?>> read)
        where T : class
    {
        var begun = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = new Entry(Volatile.Read(ref _changes), Environment.TickCount64, begun.Task);
        if (before is null ? !_entries.TryAdd(key, entry) : !_entries.TryUpdate(key, entry, before))
            return _entries.TryGetValue(key, out var other) && Holds(other)
                ? other
                : Renew(key, other, keepAbsent, read);
        if (_entries.Count > MostKept)
            _entries.Clear();
        _ = Read();
        return entry;

        async Task Read()
        {
            try
            {
                var value = await read(
                    before?.Value is Task<T?> { IsCompletedSuccessfully: true } last ? last.Result : null
                );
                if (value is null && !keepAbsent)
                    _entries.TryRemove(new(key, entry));
                begun.SetResult(value);
            }
            catch (Exception failure)
            {
                begun.SetException(failure);
            }
        }
    }
}
