using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>What an event becomes in the visitor's stream.</summary>
internal static class Facts
{
    private const string ConsentPrefix = "consent:";

    /// <returns>The fact that the event's receipt is about, first; none for an identify call that only tells
    /// details.</returns>
    public static IEnumerable<NewFact> Of(PendingEvent pending)
    {
        if (pending.Interaction is { } interaction)
            yield return new NewFact(pending.Visitor, pending.MessageId, interaction);
        if (pending.Alias is { } alias)
        {
            // Every interaction after a sign-in carries both ids; an id made of them stores the link once.
            var id = pending.Interaction is null ? pending.MessageId : $"link:{pending.Visitor}|{alias}";
            yield return new NewFact(
                pending.Visitor,
                id,
                new IdentityLinked(
                    id,
                    pending.Visitor,
                    alias,
                    pending.ReceivedAt,
                    Aliased: pending.IsAboutAnother ? true : null
                )
            );
        }

        // An interaction holds its own; the others make a visitor known whose details are told.
        if (pending.Interaction is null && pending.Choices is not null)
            yield return Choice(pending, pending.Alias is null ? pending.MessageId : ConsentId(pending));
    }

    /// <summary>Of an event that is not stored itself.</summary>
    public static NewFact Refusal(PendingEvent pending) => Choice(pending, ConsentId(pending));

    private static string ConsentId(PendingEvent pending) =>
        // An exported choice that is sent again brings the id that it had.
        pending.MessageId.StartsWith(ConsentPrefix, StringComparison.Ordinal)
            ? pending.MessageId
            : ConsentPrefix + pending.MessageId;

    private static NewFact Choice(PendingEvent pending, string id) =>
        new(
            pending.Visitor,
            id,
            new ConsentChanged(
                id,
                pending.Choices!,
                pending.NoticeVersion,
                null,
                null,
                ConsentSources.Signal,
                pending.Time.OccurredAt,
                pending.ReceivedAt
            )
        );
}
