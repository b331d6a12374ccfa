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
    }
}
