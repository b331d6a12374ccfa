using BitFaster.Caching.Lru;
using JourneyEngine.Journeys;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection.Steps;

/// <summary>Links that are stored already: whoever is signed in says so with every event. Known only while no other host
/// is there.</summary>
public sealed class StoredLinks
{
    private const int Most = 50_000;

    private readonly ConcurrentLru<(string Site, string Device, string User, bool Vouched), long> _storedAt = new(Most);
    private readonly WarmJourneys _journeys;
    private int _forgotten;

    public StoredLinks(WarmJourneys journeys)
    {
        _journeys = journeys;
        journeys.Relinked += () =>
        {
            Interlocked.Increment(ref _forgotten);
            _storedAt.Clear();
        };
    }

    /// <summary>Marks the events whose link needs not be stored again.</summary>
    /// <returns>For <see cref="Remember"/>.</returns>
    internal int Recall(PendingEvent[] judged, string site)
    {
        var forgotten = Volatile.Read(ref _forgotten);
        var oldest = Environment.TickCount64 - _journeys.Longest.TotalMilliseconds;
        for (var i = 0; i < judged.Length; i++)
        {
            if (
                _journeys.IsKept
                && judged[i] is { Drop: null, Interaction: not null, Alias: { } user } it
                && _storedAt.TryGet((site, it.Visitor, user, it.Vouched), out var at)
                && at > oldest
            )
                judged[i] = it with { IsLinkStored = true };
        }

        return forgotten;
    }

    /// <param name="before">What <see cref="Recall"/> told; this one may be forgotten since.</param>
    internal void Remember(string site, PendingEvent it, AppendOutcome outcome, int before)
    {
        if (!_journeys.IsKept || outcome is not (AppendOutcome.Accepted or AppendOutcome.Duplicate))
            return;
        var link = (site, it.Visitor, it.Alias!, it.Vouched);
        _storedAt.AddOrUpdate(link, Environment.TickCount64);
        if (Volatile.Read(ref _forgotten) != before)
            _storedAt.TryRemove(link);
    }
}
