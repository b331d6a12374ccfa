using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
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
    private static readonly TimeSpan LongestUnprojected = TimeSpan.FromSeconds(10);

    /// <summary>What is taken away past every host is seen after this long.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentLru<(string Site, string Visitor), WarmJourney> _known = new(Most);
    private readonly ReadBatcher<JourneyQuery, (CurrentJourney Journey, bool IsOutdated)> _reads;
    private readonly JourneyReader _reader;
    private readonly RulesTable _rules;
    private readonly HostMembership _membership;
    private long _projectedUntil;

    /// <summary>A link names a pseudonym since now.</summary>
    internal event Action<string, string>? Linked;

    /// <summary>Links were taken back, or may have been, or join user ids: whoever belonged together may not, and the
    /// other way round.</summary>
    internal event Action? Relinked;

    /// <summary>Whether what was read may be kept.</summary>
    internal bool IsKept => _membership.IsSoleHost;

    /// <summary>For how long.</summary>
    internal TimeSpan Longest =>
        Environment.TickCount64 - Volatile.Read(ref _projectedUntil) < LongestUnprojected.TotalMilliseconds
            ? LongestKept
            : LongestUnprojected;

    public WarmJourneys(JourneyReader reader, RulesTable rules, HostMembership membership, AppendSignal signal)
    {
        (_reads, _reader, _rules, _membership) = (new(reader.Projected), reader, rules, membership);
        signal.Committed += Appended;
        membership.OtherHostSeen += () =>
        {
            _rules.Invalidate();
            InvalidateAll();
        };
    }

    /// <returns>The same object as before where nothing was added since.</returns>
    public async ValueTask<CurrentJourney> Read(string site, string visitor, CancellationToken cancellation) =>
        Kept(site, visitor) ?? await Load(site, visitor, cancellation);

    /// <summary>The journeys of a person's pseudonyms: what is not kept is read together.</summary>
    internal async ValueTask<CurrentJourney[]> Read(string site, Person person, CancellationToken cancellation)
    {
        var reads = new ValueTask<CurrentJourney>[person.Pseudonyms.Length];
        for (var i = 0; i < reads.Length; i++)
            reads[i] = Read(site, person.Pseudonyms[i].Id, cancellation);
        var all = new CurrentJourney[reads.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = await reads[i];
        return all;
    }

    /// <summary>Takes in what was just committed, before it is acknowledged.</summary>
    internal void Appended(string site, in NewFact fact, long version)
    {
        if (_known.TryGet((site, fact.Visitor), out var warm))
            warm.Append(Interaction.Of(fact.Body), version);
        if (fact.Body is IdentityLinked link && version != long.MaxValue)
            Follow(site, link);
        else if (fact.Body is InteractionRecorded { AsUser: true })
            Linked?.Invoke(site, fact.Visitor);
    }

    /// <summary>Whoever the link names stands for somebody else from now on.</summary>
    internal void Follow(string site, IdentityLinked link)
    {
        foreach (var named in (string[])[link.Visitor, link.Alias])
        {
            Invalidate(site, named);
            Linked?.Invoke(site, named);
        }

        if (link is { Aliased: true, Vouched: true })
            Relinked?.Invoke();
    }

    /// <summary>The projection has processed a visitor's stream up to a version, whoever wrote it.</summary>
    internal void ProjectedTo(string site, string visitor, long version)
    {
        if (_known.TryGet((site, visitor), out var warm))
            warm.ProjectedTo(version);
    }

    /// <summary>The projection has processed everything that was committed at a moment.</summary>
    /// <param name="ticks">Milliseconds as <see cref="Environment.TickCount64"/> counts them.</param>
    internal void ProjectedAllAt(long ticks) => Volatile.Write(ref _projectedUntil, ticks);

    /// <summary>Facts were taken away, or somebody else projected: nothing from before holds.</summary>
    internal void InvalidateAll()
    {
        _known.Clear();
        Relinked?.Invoke();
    }

    /// <summary>After facts were taken away: what is in memory may still hold them.</summary>
    /// <param name="linked">Other pseudonyms that links among them named.</param>
    internal void Invalidate(string site, string visitor, IReadOnlyCollection<string> linked)
    {
        foreach (var it in linked.Prepend(visitor))
            Invalidate(site, it);
        if (linked.Count > 0)
            Relinked?.Invoke();
    }

    /// <summary>Somebody was closed: what is known of links may lead to them.</summary>
    internal void InvalidateLinks() => Relinked?.Invoke();

    private void Invalidate(string site, string visitor) => _known.TryRemove((site, visitor));

    private CurrentJourney? Kept(string site, string visitor) =>
        _membership.IsSoleHost
        && _known.TryGet((site, visitor), out var warm)
        && warm.Current(Longest) is { } current
        && current.Rules.Revision == _rules.Remembered(site)?.Revision
            ? current
            : null;

    private async Task<CurrentJourney> Load(string site, string visitor, CancellationToken cancellation)
    {
        if (!_membership.IsSoleHost)
            return await Ask(new(site, visitor), cancellation);
        var followed = _known.GetOrAdd((site, visitor), static _ => new WarmJourney());
        var appends = followed.Appends;
        var read = await Ask(new(site, visitor, _rules.Remembered(site)), cancellation);
        if (!_membership.IsSoleHost)
            return read;
        _rules.Remember(site, read.Rules);
        followed.Keep(read, appends);
        return read;
    }

    private async Task<CurrentJourney> Ask(JourneyQuery asked, CancellationToken cancellation)
    {
        var (read, isOutdated) = await _reads.Read(asked, cancellation);
        return isOutdated ? await _reader.Refold(asked, read, cancellation) : read;
    }
}
