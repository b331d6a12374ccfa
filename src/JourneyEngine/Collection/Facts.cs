using JourneyEngine.Contracts;
using JourneyEngine.Log;

namespace JourneyEngine.Collection;

/// <summary>What an arrival becomes in the visitor's stream.</summary>
internal static class Facts
{
    /// <returns>The fact that the item's receipt is about, first; none for an identify call that only tells details.</returns>
    public static IEnumerable<NewFact> Of(Arrival arrival)
    {
        if (arrival.Interaction is { } interaction)
            yield return new NewFact(arrival.Visitor, arrival.MessageId, interaction);
        if (arrival.Alias is { } alias)
        {
            // Every interaction after a sign-in carries both ids; an id made of them stores the link once.
            var id = arrival.Interaction is null ? arrival.MessageId : $"link:{arrival.Visitor}|{alias}";
            yield return new NewFact(arrival.Visitor, id, new IdentityLinked(id, arrival.Visitor, alias, arrival.ReceivedAt));
        }
    }
}
