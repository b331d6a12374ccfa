using System.Collections.Immutable;

namespace JourneyEngine.Decisions;

/// <summary>A visitor's offers, one a decision, in order of the ids. A function of the set of facts, in whatever order
/// they come.</summary>
internal static class OfferList
{
    public static ImmutableArray<Offer> With(this ImmutableArray<Offer> offers, Offer offer)
    {
        // Ids are made in order of time, so the place is nearly always the end.
        var place = offers.Length;
        while (place > 0 && offers[place - 1].DecisionId.CompareTo(offer.DecisionId) > 0)
            place--;
        return place > 0 && offers[place - 1].DecisionId == offer.DecisionId
            ? offers.SetItem(place - 1, Offer.Join(offers[place - 1], offer))
            : offers.Insert(place, offer);
    }
}
