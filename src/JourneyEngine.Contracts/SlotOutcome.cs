namespace JourneyEngine.Contracts;

/// <summary>What tells of the contents of a slot that they were accepted or declined.</summary>
public sealed record SlotOutcome(string Slot, OutcomeDefinition Outcome);
