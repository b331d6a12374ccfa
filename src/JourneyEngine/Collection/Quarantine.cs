using System.Collections.Concurrent;
using System.Security.Claims;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>Keeps what a site does not collect apart from its streams for a fortnight, so that it can be taken in under another notice.</summary>
public sealed class Quarantine(QuarantineTable table, Keyring keyring, TimeProvider clock)
{
    /// <summary>Items of a site. Other hosts' newest are seen at the next count, so several hosts may keep a few more.</summary>
    private const int Most = 100_000;
    private const int MostListed = 1_000;
    private const string NotKept = "; it is not kept, because the quarantine of the site is full";
    private static readonly TimeSpan Recount = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Space> _spaces = new(StringComparer.Ordinal);

    /// <summary>How many more fit, as counted a moment ago.</summary>
    private sealed class Space(int free, long countedAt)
    {
        private readonly Lock _gate = new();
        private int _free = free;

        public bool IsFresh => Environment.TickCount64 - countedAt < Recount.TotalMilliseconds;

        public int Take(int wanted)
        {
            lock (_gate)
            {
                var taken = Math.Clamp(wanted, 0, _free);
                _free -= taken;
                return taken;
            }
        }
    }

    public sealed record Item(string MessageId, string Kind, string? Name, string Reason, DateTimeOffset ReceivedAt);

    /// <param name="receipts">Of the same items; those of items that find no space are told so.</param>
    internal async Task Keep(Judged judged, Receipt[] receipts, CancellationToken cancellation)
    {
        var places = judged.Arrivals.Index().Where(it => it.Item.Drop is { Status: ReceiptStatus.Quarantined }).DistinctBy(it => it.Item.MessageId).ToArray();
        if (places.Length == 0)
            return;
        var fit = (await SpaceOf(judged.Site, cancellation)).Take(places.Length);
        foreach (var (i, _) in places[fit..])
            receipts[i] = receipts[i] with { Reason = receipts[i].Reason + NotKept };
        if (fit > 0)
            await table.Keep(judged.Site, [.. places[..fit].Select(it => Row(judged.Site, it.Item))], cancellation);
    }

    /// <summary>The latest items that were set aside, newest first.</summary>
    /// <param name="limit">How many at most, up to 1,000.</param>
    public async Task<IResult> List(ClaimsPrincipal user, int? limit, CancellationToken cancellation)
    {
        var rows = await table.Latest(user.Site(), clock.GetUtcNow(), Math.Clamp(limit ?? 100, 1, MostListed), cancellation);
        return Results.Ok(rows.Select(it => new Item(it.MessageId, it.Kind, it.Name, it.Reason, it.ReceivedAt)));
    }

    private async ValueTask<Space> SpaceOf(string site, CancellationToken cancellation)
    {
        if (_spaces.GetValueOrDefault(site) is { IsFresh: true } space)
            return space;
        var counted = await table.Count(site, Most, cancellation);
        return _spaces[site] = new Space(Most - counted, Environment.TickCount64);
    }

    private QuarantineRow Row(string site, Arrival arrival) => new(
        arrival.MessageId, arrival.Kind.Cut(64), arrival.Interaction!.Name, arrival.Drop!.Reason, arrival.ReceivedAt,
        keyring.Mark(site, arrival.Visitor), arrival.Alias is { } alias ? keyring.Mark(site, alias) : null, QuarantinedItem.Of(arrival));
}
