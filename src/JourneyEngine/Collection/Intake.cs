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
    SignalledChoices choices,
    SignalledDoor door,
    JudgeLinks links,
    StoredLinks storedLinks,
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
        await choices.Judge(events, terms, cancellation);
        for (var i = 0; i < events.Length; i++)
            events[i] = Pipeline.Judge(events[i], terms);
        await links.Refuse(events, terms.Site, cancellation);
        return events;
    }

    /// <returns>A receipt for each event, in order, after the commit.</returns>
    internal async Task<Receipt[]> Append(PendingEvent[] judged, CollectionTerms terms, CancellationToken cancellation)
    {
        var recalled = storedLinks.Recall(judged, terms.Site);
        var facts = new List<NewFact>(judged.Length);
        var place = new int[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            place[i] = facts.Count;
            if (judged[i].Drop is null)
                facts.AddRange(Facts.Of(judged[i]));
        }

        var outcomes = await Stored(judged, facts, place, terms, cancellation);
        var shared = await links.Shared(
            [.. Enumerable.Range(0, judged.Length).Where(IsNewLink).Select(it => judged[it].Visitor).Distinct()],
            terms.Site,
            cancellation
        );
        var receipts = new Receipt[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            var pending = judged[i];
            if (pending is { Drop: null, Interaction: not null, Alias: not null, IsLinkStored: false })
                storedLinks.Remember(terms.Site, pending, outcomes[place[i] + 1], recalled);
            var stored =
                pending.Drop is null && (pending.Interaction ?? pending.Alias ?? (object?)pending.Choices) is not null
                    ? Receipt.Of(pending.Message.Sent, outcomes[place[i]], pending.Dropped, pending.Told)
                    : null;
            receipts[i] =
                pending.Drop is { } drop ? new Receipt(pending.Message.Sent, drop.Status, drop.Reason)
                : pending.Traits is null || stored?.Status is ReceiptStatus.Conflict or ReceiptStatus.Refused ? stored!
                : await details.Of(terms.Site, pending, stored, terms.Notice.Version, cancellation);
            if (IsNewLink(i) && shared.Contains(pending.Visitor))
                receipts[i] = receipts[i] with { Shared = true };
        }

        return receipts;

        bool IsNewLink(int it_) =>
            judged[it_] is { Drop: null, Alias: not null, IsLinkStored: false, Interaction: var acted }
            && outcomes[place[it_] + (acted is null ? 0 : 1)] == AppendOutcome.Accepted;
    }

    /// <param name="place">Of each event's first fact.</param>
    /// <returns>What became of each fact.</returns>
    private async Task<AppendOutcome[]> Stored(
        PendingEvent[] judged,
        List<NewFact> facts,
        int[] place,
        CollectionTerms terms,
        CancellationToken cancellation
    )
    {
        var own = facts.Count;
        facts.AddRange(await choices.Facts(judged, terms, cancellation));
        var outcomes = facts.Count == 0 ? [] : await log.Append(terms.Site, facts, terms.Sender);
        if (Array.Exists(outcomes, it => it == AppendOutcome.Closed))
        {
            var again = await door.Reopen(judged, IsShut, terms, cancellation);
            if (again.Count > 0)
            {
                // Of the refusals, those that were made since the door was opened.
                var since = again
                    .GroupBy(it => judged[it].Visitor, StringComparer.Ordinal)
                    .ToDictionary(it => it.Key, it => it.Min(one => judged[one].Time.OccurredAt));
                bool IsSince(NewFact refusal) =>
                    since.TryGetValue(refusal.Visitor, out var opened)
                    && ((ConsentChanged)refusal.Body).OccurredAt >= opened;
                var places = again
                    .SelectMany(it => Enumerable.Range(place[it], End(it) - place[it]))
                    .Concat(Enumerable.Range(own, facts.Count - own).Where(it => IsSince(facts[it])))
                    .ToArray();
                var second = await log.Append(terms.Site, [.. places.Select(it => facts[it])], terms.Sender);
                for (var i = 0; i < places.Length; i++)
                    outcomes[places[i]] = second[i];
            }
        }

        await door.Close(judged, terms, cancellation);
        return outcomes;

        bool IsShut(int it_) =>
            judged[it_].Drop is null && End(it_) > place[it_] && outcomes[place[it_]] == AppendOutcome.Closed;

        int End(int it_) => it_ + 1 < place.Length ? place[it_ + 1] : own;
    }
}
