using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>What tells of the contents of a slot that they were accepted or declined.</summary>
/// <param name="Exposure">What counts as shown; see <see cref="Exposures"/>.</param>
public sealed record SlotOutcome(string Slot, OutcomeDefinition Outcome, string? Exposure = null);
