using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>What an event becomes in the visitor's stream.</summary>
internal static class Facts
{
    /// <returns>The fact that the event's receipt is about, first; none for an identify call that only tells
    /// details.</returns>
    public static IEnumerable<NewFact> Of(PendingEvent pending)
    {
        if (pending.Interaction is { } interaction)
            // What somebody does under a user id that is closed is not stored under another one. Where the link was stored
            // a moment ago, it was not closed then, and closing it makes the memory of that invalid.
            yield return pending is { IsLinkStored: false, Alias: { } user }
                ? Sent(pending, interaction) with
                {
                    OtherNames = [user, .. pending.OtherNames ?? []],
                }
                : Sent(pending, interaction);
        if (pending is { IsLinkStored: false, Alias: { } alias })
        {
            var link = EngineIds.Link(pending.Visitor, alias, pending.Vouched);
            IdentityLinked Linked(string id) =>
                new(
                    id,
                    pending.Visitor,
                    alias,
                    pending.ReceivedAt,
                    Vouched: pending.Vouched ? true : null,
                    Aliased: pending.IsAboutAnother ? true : null
                );
            // What the engine exported comes back under the engine's own id.
            yield return pending.Interaction is null && (pending.MessageId != link || pending.IsAboutAnother)
                ? Sent(pending, Linked(pending.MessageId))
                : new NewFact(pending.Visitor, link, Linked(link)) { OtherNames = pending.OtherNames };
        }

        // An interaction holds its own; the others make a visitor known whose details are told.
        if (pending.Interaction is null && pending.Choices is not null)
            yield return pending.Alias is null ? Sent(pending, Choice(pending, pending.MessageId)) : Refusal(pending);
    }

    /// <summary>Of an event that is not stored itself.</summary>
    public static NewFact Refusal(PendingEvent pending)
    {
        var id = EngineIds.Consent(pending.MessageId);
        return new NewFact(pending.Visitor, id, Choice(pending, id)) { OtherNames = pending.OtherNames };
    }

    private static ConsentChanged Choice(PendingEvent pending, string id) =>
        new(
            id,
            pending.Choices!,
            pending.NoticeVersion,
            null,
            null,
            ConsentSources.Signal,
            pending.Time.OccurredAt,
            pending.ReceivedAt
        );

    private static NewFact Sent(PendingEvent pending, object body) =>
        new(pending.Visitor, pending.Message.Key, body)
        {
            EarlierId = pending.Message.Earlier,
            OtherNames = pending.OtherNames,
        };
}
