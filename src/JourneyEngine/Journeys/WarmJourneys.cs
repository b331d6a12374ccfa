using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;

namespace JourneyEngine.Journeys;

/// <summary>
/// Journeys of the visitors who are there now, kept coherent with what this host commits, so that a decision needs no
/// query. Used only while no other host is there.
/// </summary>
public sealed class WarmJourneys
{
    private const int Most = 20_000;

    /// <summary>What is written past every host, such as by a Marten session of an analyst, is seen after this long,
    /// and long before where the projection keeps up.</summary>
    private static readonly TimeSpan LongestUnmet = TimeSpan.FromSeconds(10);

    /// <summary>What is taken away past every host is seen after this long.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentLru<(string Site, string Visitor), WarmJourney> _known = new(Most);
    private readonly JourneyReader _reader;
    private readonly RulesTable _rules;
    private readonly HostMembership _others;
    private long _metUntil;

    public WarmJourneys(JourneyReader reader, RulesTable rules, HostMembership others, AppendSignal news)
    {
        (_reader, _rules, _others) = (reader, rules, others);
        news.Committed += Appended;
        others.OtherHostSeen += () =>
        {
            _rules.Invalidate();
            _known.Clear();
        };
    }

    /// <returns>The same object as before where nothing was added since.</returns>
    public ValueTask<CurrentJourney> Read(string site, string visitor, CancellationToken cancellation) =>
        _others.IsSoleHost
        && _known.TryGet((site, visitor), out var warm)
        && warm.Current(
            Environment.TickCount64 - Volatile.Read(ref _metUntil) < LongestUnmet.TotalMilliseconds
                ? LongestKept
                : LongestUnmet
        )
            is { } current
        && current.Rules.Revision == _rules.Remembered(site)?.Revision
            ? ValueTask.FromResult(current)
            : Load(site, visitor, cancellation);

    /// <summary>Takes in what was just committed, before it is acknowledged.</summary>
    internal void Appended(string site, in NewFact fact, long version)
    {
        if (_known.TryGet((site, fact.Visitor), out var warm))
            warm.Append(Interaction.Of(fact.Body), version);
        if (fact.Body is IdentityLinked link)
            Invalidate(site, link.Alias);
    }

    /// <summary>The projection has met a visitor's stream up to a version, whoever wrote it.</summary>
    internal void Met(string site, string visitor, long version)
    {
        if (_known.TryGet((site, visitor), out var warm))
            warm.Met(version);
    }

    /// <summary>The projection has met everything that was committed at a moment.</summary>
    /// <param name="ticks">Milliseconds as <see cref="Environment.TickCount64"/> counts them.</param>
    internal void MetAllAt(long ticks) => Volatile.Write(ref _metUntil, ticks);

    /// <summary>Facts were taken away, or somebody else projected: nothing from before holds.</summary>
    internal void Clear() => _known.Clear();

    /// <summary>After facts were taken away: what is in memory may still hold them.</summary>
    internal void Invalidate(string site, string visitor) => _known.TryRemove((site, visitor));

    private async ValueTask<CurrentJourney> Load(string site, string visitor, CancellationToken cancellation)
    {
        if (!_others.IsSoleHost)
            return await _reader.Read(site, visitor, cancellation);
        var warm = _known.GetOrAdd((site, visitor), static _ => new WarmJourney());
        var appends = warm.Appends;
        var read = _rules.Remembered(site) is { } rules
            ? await _reader.Read(site, visitor, rules, cancellation)
            : await _reader.Read(site, visitor, cancellation);
        if (!_others.IsSoleHost)
            return read;
        _rules.Remember(site, read.Rules);
        warm.Keep(read, appends);
        return read;
    }
}
