using System.Collections.Concurrent;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>
/// Keeps what a site does not collect apart from its streams for a fortnight, so that it can be taken in under another
/// notice.
/// </summary>
public sealed class KeepInQuarantine(QuarantineTable table, KeyDerivation keys)
{
    /// <summary>Items of a site. Other hosts' newest are seen at the next count, so several hosts may keep a few
    /// more.</summary>
    private const int Most = 100_000;
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

    /// <param name="receipts">Of the same events; those of events that find no space are told so.</param>
    internal async Task Handle(string site, PendingEvent[] judged, Receipt[] receipts, CancellationToken cancellation)
    {
        var places = judged
            .Index()
            .Where(it => it.Item.Drop is { Status: ReceiptStatus.Quarantined })
            .DistinctBy(it => (it.Item.MessageId, it.Item.Visitor))
            .ToArray();
        if (places.Length == 0)
            return;
        var fit = (await SpaceOf(site, cancellation)).Take(places.Length);
        foreach (var (i, _) in places[fit..])
            receipts[i] = receipts[i] with { Reason = receipts[i].Reason + NotKept };
        if (fit > 0)
            await table.Keep(site, Apart([.. places[..fit].Select(it => Row(site, it.Item))]), cancellation);
    }

    private async ValueTask<Space> SpaceOf(string site, CancellationToken cancellation)
    {
        if (_spaces.GetValueOrDefault(site) is { IsFresh: true } space)
            return space;
        var counted = await table.Count(site, Most, cancellation);
        return _spaces[site] = new Space(Most - counted, Environment.TickCount64);
    }

    /// <summary>The same message id of several visitors is several items.</summary>
    private static List<QuarantineRow> Apart(QuarantineRow[] rows)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. rows.Select(it =>
                taken.Add(it.MessageId)
                    ? it
                    : it with
                    {
                        MessageId = QuarantineRow.IdBesideAnother(it.MessageId, it.Mark!),
                    }
            ),
        ];
    }

    private QuarantineRow Row(string site, PendingEvent pending) =>
        new(
            pending.MessageId,
            pending.Kind.Cut(64),
            pending.Interaction!.Name,
            pending.Drop!.Reason,
            pending.ReceivedAt,
            keys.SubjectHash(site, pending.Visitor),
            pending.Alias is { } alias ? keys.SubjectHash(site, alias) : null,
            QuarantinedItem.Of(pending),
            pending.Vouched
        );
}
