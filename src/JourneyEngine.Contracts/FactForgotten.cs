namespace JourneyEngine.Contracts;

/// <summary>Stands where a fact was that the visitor had forgotten, whose time was up, or a link that was undone: its
/// id stays, so that a retry does not bring it back.</summary>
/// <param name="Why"><c>visitor</c>, <c>retention</c> or <c>unlinked</c>.</param>
[StoredName("fact_forgotten")]
public sealed record FactForgotten(string Why);
