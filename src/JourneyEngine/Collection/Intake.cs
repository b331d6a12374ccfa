using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection;

/// <summary>Judges items by the terms of their site and appends what passes. What arrives and what is taken out of quarantine go the same way.</summary>
/// <param name="earlier">Asked for visitors whose items do not say whether they may be measured.</param>
public sealed class Intake(Notices notices, FactLog log, TellDetails details, TakeRefusals refusals, IEarlierChoices? earlier = null)
{
    /// <param name="privacyControl">The request carries <c>Sec-GPC: 1</c>.</param>
    /// <param name="links">The key of the request may say that two ids are one visitor.</param>
    internal async ValueTask<Judged> Judge(string site, IReadOnlyList<Arrival> arrived, bool privacyControl, bool links, CancellationToken cancellation)
    {
        var holds = await notices.Of(site, cancellation);
        var terms = new Terms(holds.Notice, holds.Mode, privacyControl, links);
        var arrivals = arrived.Select(it => Pipeline.Open(it, terms, () => Guid.CreateVersion7(it.ReceivedAt).ToString())).ToArray();
        // Where a site measures whoever did not refuse, those who did are shut out already.
        if (earlier is not null && terms.Mode == ModeNames.None)
            await AskEarlier.Of(arrivals, earlier, site, cancellation);
        for (var i = 0; i < arrivals.Length; i++)
            arrivals[i] = Pipeline.Judge(arrivals[i], terms);
        return new Judged(site, arrivals, terms);
    }

    /// <returns>A receipt for each item, in order, after the commit.</returns>
    internal async Task<Receipt[]> Append(Judged judged, CancellationToken cancellation)
    {
        var arrivals = judged.Arrivals;
        var facts = new List<NewFact>(arrivals.Length);
        var place = new int[arrivals.Length];
        for (var i = 0; i < arrivals.Length; i++)
        {
            place[i] = facts.Count;
            if (arrivals[i].Drop is null)
                facts.AddRange(Facts.Of(arrivals[i]));
        }

        await refusals.Of(judged, cancellation);
        var outcomes = facts.Count == 0 ? [] : await log.Append(judged.Site, facts);
        var receipts = new Receipt[arrivals.Length];
        for (var i = 0; i < arrivals.Length; i++)
        {
            var arrival = arrivals[i];
            var stored = arrival.Drop is null && (arrival.Interaction ?? (object?)arrival.Alias) is not null
                ? Receipt.Of(arrival.MessageId, outcomes[place[i]], arrival.Dropped)
                : null;
            receipts[i] = arrival.Drop is { } drop ? new Receipt(arrival.MessageId, drop.Status, drop.Reason)
                : arrival.Traits is null || stored?.Status == ReceiptStatus.Conflict ? stored!
                : await details.Of(judged.Site, arrival, stored, judged.Terms.Notice.Version, cancellation);
        }

        return receipts;
    }
}

/// <summary>Items of a request, judged: each goes on, or is dropped with a reason.</summary>
internal sealed record Judged(string Site, Arrival[] Arrivals, Terms Terms);
