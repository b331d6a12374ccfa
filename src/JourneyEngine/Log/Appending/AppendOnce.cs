using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Appends each message of a visitor once, and tells what became of each.</summary>
/// <remarks>
/// A message is stored under its own id, as long as no other visitor of the site has used that; where one has, under an
/// id made of visitor and message. So the usual message costs one look, and nobody keeps another's message out by
/// guessing its id.
/// </remarks>
internal sealed class AppendOnce(NpgsqlDataSource database, KeyDerivation keys, AppendSignal signal)
{
    private readonly VisitorIds _visitors = new(keys);

    public async Task<AppendOutcome[]> Run(List<PendingAppend> batch)
    {
        var facts = batch.SelectMany(work => work.Facts).ToArray();
        var sites = batch.SelectMany(work => work.Facts.Select(_ => work.Site)).ToArray();
        var outcomes = new AppendOutcome?[facts.Length];
        if (Array.Exists(facts, it => it.EarlierId is not null))
            await FindEarlier(sites, facts, outcomes);
        var ids = facts.Select((it, i) => FactIds.Of(sites[i], it.MessageId)).ToArray();
        await Append(sites, facts, ids, outcomes);
        var clashing = WithoutOutcome(outcomes);
        if (clashing.Length > 0)
        {
            await RetryAppend.Run(async () =>
            {
                await MessageIdClashes.Record(database, [.. clashing.Select(i => ids[i])]);
                return true;
            });
            foreach (var i in clashing)
                ids[i] = FactIds.Of(sites[i], facts[i].Visitor, facts[i].MessageId);
            await Append(sites, facts, ids, outcomes);
        }

        // Stored a moment ago and gone since: its visitor was erased.
        return [.. outcomes.Select(it => it ?? AppendOutcome.Closed)];
    }

    /// <summary>Appends what has no outcome yet; what then has none belongs to another visitor under its id.</summary>
    private async Task Append(string[] sites, NewFact[] facts, Guid[] ids, AppendOutcome?[] outcomes)
    {
        var open = WithoutOutcome(outcomes);
        var first = new Dictionary<Guid, int>(open.Length);
        foreach (var i in open)
            first.TryAdd(ids[i], i);
        var places = first.Values.ToArray();
        var hashes = new Dictionary<(string, string), byte[]>(places.Length);
        var rows = places.Select(i => FactRow.Of(sites[i], facts[i], ids[i], keys, hashes)).ToArray();
        if (rows.Length == 0)
            return;
        var (versions, answerLost) = await RetryAppend.Run(() =>
            AppendFacts.Append(database, rows, CancellationToken.None)
        );
        var (before, _) = await RetryAppend.Run(() =>
            StoredBefore.Find(database, [.. rows.Where((_, i) => versions[i] == 0)], answerLost)
        );
        var version = new Dictionary<Guid, long>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            version[rows[i].Id] = versions[i];
        foreach (var i in open)
        {
            var (ofId, isFirst) = (facts[first[ids[i]]], first[ids[i]] == i);
            outcomes[i] = version[ids[i]] switch
            {
                AppendFacts.ClosedVersion => IsOf(sites[i], facts[i], ofId.Visitor) ? AppendOutcome.Closed : null,
                0 => before.TryGetValue(ids[i], out var known) && IsOf(sites[i], facts[i], known.Fact.Visitor)
                    ? Judge(isFirst && known.ByUs, known.Fact, sites[i], facts[i])
                    : null,
                _ => IsOf(sites[i], facts[i], ofId.Visitor) ? Judge(isFirst, ofId, sites[i], facts[i]) : null,
            };
        }

        for (var i = 0; i < rows.Length; i++)
        {
            // A fact that is found stored may be of an earlier attempt of this host whose answer was lost: it is told
            // to those who follow the log all the same, and its version is not known here.
            if (outcomes[places[i]] is not (null or AppendOutcome.Closed))
                signal.RaiseCommitted(
                    sites[places[i]],
                    facts[places[i]],
                    versions[i] > 0 ? versions[i] : long.MaxValue
                );
        }
    }

    /// <summary>Messages that were stored under another id before there were these. The engine's own fact under such an
    /// id is none of them.</summary>
    private async Task FindEarlier(string[] sites, NewFact[] facts, AppendOutcome?[] outcomes)
    {
        var earlier = facts
            .Index()
            .Where(it => it.Item.EarlierId is not null)
            .ToDictionary(it => it.Index, it => FactIds.Of(sites[it.Index], it.Item.EarlierId!));
        var (before, _) = await RetryAppend.Run(() => StoredBefore.Find(database, [.. earlier.Values.Distinct()]));
        foreach (var (i, id) in earlier)
        {
            if (
                before.TryGetValue(id, out var known)
                && IsOf(sites[i], facts[i], known.Visitor)
                && (
                    known.Body.GetType() == facts[i].Body.GetType()
                    || known.Body is FactForgotten { Why: not DeletionReasons.Unlinked }
                )
            )
                outcomes[i] = Judge(false, known, sites[i], facts[i]);
        }
    }

    private static int[] WithoutOutcome(AppendOutcome?[] outcomes) =>
        [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i] is null)];

    /// <remarks>A stream that is older than the normal form of its visitor's id has another name.</remarks>
    private bool IsOf(string site, in NewFact fact, string visitor) =>
        fact.Visitor == visitor || fact.Visitor == _visitors.Of(site, visitor);

    private AppendOutcome Judge(bool isTheStored, NewFact stored, string site, NewFact sent) =>
        isTheStored ? AppendOutcome.Accepted
        : SameContent.In(stored.Body, sent.Body, id => _visitors.Of(site, id)) ? AppendOutcome.Duplicate
        : AppendOutcome.Conflict;
}
