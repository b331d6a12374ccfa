namespace JourneyEngine.Decisions;

/// <summary>What became of an offer.</summary>
public readonly record struct OfferOutcome(Offer Offer, bool Accepted, bool Declined);
