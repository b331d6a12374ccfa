namespace JourneyEngine.Decisions;

/// <summary>What became of an offer.</summary>
/// <param name="Crowded">It was made in a crowd, or in a visit that was of one by then: it counts, and no slot learns from
/// it.</param>
/// <param name="AcceptedInCrowd">It was accepted, and no slot learns that: it is of a crowd, or all of its acceptances
/// are.</param>
public readonly record struct OfferOutcome(
    Offer Offer,
    bool Accepted,
    bool Declined,
    bool Crowded = false,
    bool AcceptedInCrowd = false
);
