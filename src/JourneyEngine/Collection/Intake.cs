using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log.Appending;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection;

/// <summary>
/// Judges events by the terms of their site and appends what passes. What arrives and what is taken out of quarantine
/// go the same way.
/// </summary>
/// <param name="earlier">Asked for visitors whose events do not say whether they may be measured.</param>
public sealed class Intake(
    SiteNotices notices,
    FactLog log,
    TellDetails details,
    TakeRefusals refusals,
    VisitorIds visitorIds,
    MessageIds messageIds,
    IEarlierChoices? earlier = null
)
{
    /// <summary>The terms of a site, for a request of which there is nothing else to say.</summary>
    internal async ValueTask<CollectionTerms> TermsOf(string site, CancellationToken cancellation)
    {
        var holds = await notices.Of(site, cancellation);
        return new CollectionTerms(site, holds.Notice, holds.Mode) { VisitorIds = visitorIds, MessageIds = messageIds };
    }

    /// <returns>Each event, to go on or dropped with a reason.</returns>
    internal async ValueTask<PendingEvent[]> Judge(
        IReadOnlyList<IncomingEvent> sent,
        CollectionTerms terms,
        CancellationToken cancellation
    )
    {
        var events = new PendingEvent[sent.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = Pipeline.Open(sent[i], terms, static receivedAt => Guid.CreateVersion7(receivedAt).ToString());
        // Where a site measures whoever did not refuse, those who did are shut out already.
        if (earlier is not null && terms.Mode == ModeNames.None)
            await AskEarlier.Of(events, earlier, terms.Site, cancellation);
        for (var i = 0; i < events.Length; i++)
            events[i] = Pipeline.Judge(events[i], terms);
        return events;
    }

    /// <returns>A receipt for each event, in order, after the commit.</returns>
    internal async Task<Receipt[]> Append(PendingEvent[] judged, CollectionTerms terms, CancellationToken cancellation)
    {
        var facts = new List<NewFact>(judged.Length);
        var place = new int[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            place[i] = facts.Count;
            if (judged[i].Drop is null)
                facts.AddRange(Facts.Of(judged[i]));
        }

        await refusals.Of(judged, terms, cancellation);
        var outcomes = facts.Count == 0 ? [] : await log.Append(terms.Site, facts);
        var receipts = new Receipt[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            var pending = judged[i];
            var stored =
                pending.Drop is null && (pending.Interaction ?? (object?)pending.Alias) is not null
                    ? Receipt.Of(pending.Message.Sent, outcomes[place[i]], pending.Dropped, pending.Hashed)
                    : null;
            receipts[i] =
                pending.Drop is { } drop ? new Receipt(pending.Message.Sent, drop.Status, drop.Reason)
                : pending.Traits is null || stored?.Status == ReceiptStatus.Conflict ? stored!
                : await details.Of(terms.Site, pending, stored, terms.Notice.Version, cancellation);
        }

        return receipts;
    }
}
