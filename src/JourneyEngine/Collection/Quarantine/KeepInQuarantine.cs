using System.Collections.Concurrent;
using JourneyEngine.Http;
using JourneyEngine.Http.Limits;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>
/// Keeps what a site does not collect apart from its streams for a fortnight, so that it can be taken in under another
/// notice.
/// </summary>
public sealed class KeepInQuarantine(QuarantineTable table, KeyDerivation keys, RefusalCounter refusals)
{
    /// <summary>Items of a site. Other hosts' newest are seen at the next count, so several hosts may keep a few
    /// more.</summary>
    private const int Most = 100_000;
    private const string NotKept = "; it is not kept, because the quarantine of the site has no more room for this key";

    private readonly ConcurrentDictionary<string, QuarantineSpace> _spaces = new(StringComparer.Ordinal);

    /// <param name="sender">Each key of a site fills no more than its share.</param>
    /// <param name="receipts">Of the same events; those of events that find no space are told so.</param>
    internal async Task Handle(Sender sender, PendingEvent[] judged, Receipt[] receipts, CancellationToken cancellation)
    {
        var places = judged
            .Index()
            .Where(it => it.Item.Drop is { Status: ReceiptStatus.Quarantined })
            .DistinctBy(it => (it.Item.MessageId, it.Item.Visitor))
            .ToArray();
        if (places.Length == 0)
            return;
        var site = sender.Site;
        var fit = (await SpaceOf(site, cancellation)).Take(sender.Key, places.Length);
        if (fit < places.Length)
            refusals.Add(Limit.Quarantine, places.Length - fit);
        foreach (var (i, _) in places[fit..])
            receipts[i] = receipts[i] with { Reason = receipts[i].Reason + NotKept };
        if (fit > 0)
            await table.Keep(
                site,
                sender.Key,
                Apart([.. places[..fit].Select(it => Row(site, it.Item))]),
                cancellation
            );
    }

    private async ValueTask<QuarantineSpace> SpaceOf(string site, CancellationToken cancellation)
    {
        if (_spaces.GetValueOrDefault(site) is { IsFresh: true } space)
            return space;
        return _spaces[site] = new QuarantineSpace(Most, await table.Count(site, Most, cancellation));
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
            pending.Vouched,
            pending.Interaction.Crowded
        );
}
