namespace JourneyEngine.Collection;

/// <summary>Why an event is not stored, as its receipt says.</summary>
internal sealed record Drop(ReceiptStatus Status, string Reason);
