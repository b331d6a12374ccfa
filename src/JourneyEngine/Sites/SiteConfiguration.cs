using System.Collections.Concurrent;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>Reads configuration that is kept as facts: the latest fact of a stream is what holds. Remembered while no
/// other host is there.</summary>
public sealed class SiteConfiguration
{
    /// <summary>What is written past every host is seen after this long.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(10);

    /// <summary>No stream's id ends with it.</summary>
    private const string AllOfThem = "\n";

    private readonly NpgsqlDataSource _database;
    private readonly HostMembership _others;
    private readonly ConcurrentDictionary<
        (string Site, string Streams, Type Type),
        (object Facts, long ReadAt)
    > _known = new();
    private int _changes;

    public SiteConfiguration(NpgsqlDataSource database, HostMembership others)
    {
        (_database, _others) = (database, others);
        others.OtherHostSeen += Invalidate;
    }

    /// <summary>Grows whenever something may have changed, and keeps growing while other hosts are there.</summary>
    internal int Changes => Volatile.Read(ref _changes);

    public async ValueTask<T?> Latest<T>(string site, string stream, CancellationToken cancellation)
        where T : class =>
        (await Remembered(site, stream, it => One<T>(site, stream, it), cancellation)).FirstOrDefault();

    /// <summary>What a site does with visitors who have not chosen.</summary>
    public async ValueTask<Mode> SiteMode(string site, CancellationToken cancellation) =>
        Modes.Find((await Latest<ModeChanged>(site, StreamNames.Mode, cancellation))?.Mode) ?? Modes.Default;

    /// <summary>The latest fact of each stream whose id begins with a prefix, by stream id.</summary>
    public ValueTask<List<T>> AllLatest<T>(string site, string prefix, CancellationToken cancellation)
        where T : class =>
        Remembered(
            site,
            prefix + AllOfThem,
            it => ConfigurationStreams.LatestOfAll<T>(_database, site, prefix, it),
            cancellation
        );

    /// <summary>Past whatever is remembered.</summary>
    internal Task<T?> Stored<T>(string site, string stream, CancellationToken cancellation)
        where T : class => ConfigurationStreams.Latest<T>(_database, site, stream, cancellation);

    internal void Invalidate()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
    }

    /// <remarks>That there is nothing is remembered of the streams that every site has only one of: anybody may ask for
    /// any other name.</remarks>
    private ValueTask<List<T>> Remembered<T>(
        string site,
        string streams,
        Func<CancellationToken, Task<List<T>>> read,
        CancellationToken cancellation
    )
    {
        return
            _others.IsSoleHost
            && _known.TryGetValue((site, streams, typeof(T)), out var known)
            && Environment.TickCount64 - known.ReadAt <= LongestKept.TotalMilliseconds
            ? ValueTask.FromResult((List<T>)known.Facts)
            : new ValueTask<List<T>>(Read());

        async Task<List<T>> Read()
        {
            var changes = Volatile.Read(ref _changes);
            var facts = await read(cancellation);
            if (
                (facts.Count > 0 || !streams.Contains('/', StringComparison.Ordinal))
                && _others.IsSoleHost
                && Volatile.Read(ref _changes) == changes
            )
            {
                _known[(site, streams, typeof(T))] = (facts, Environment.TickCount64);
                // A change between the look and the write must not leave the old facts there.
                if (Volatile.Read(ref _changes) != changes)
                    _known.Clear();
            }

            return facts;
        }
    }

    /// <returns>One fact, or none.</returns>
    private async Task<List<T>> One<T>(string site, string stream, CancellationToken cancellation)
        where T : class =>
        await ConfigurationStreams.Latest<T>(_database, site, stream, cancellation) is { } fact ? [fact] : [];
}
