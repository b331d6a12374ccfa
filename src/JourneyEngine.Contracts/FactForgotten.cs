namespace JourneyEngine.Contracts;

/// <summary>Stands where a fact was that the visitor had forgotten or whose time was up: its id stays, so that a retry does not bring it back.</summary>
/// <param name="Why"><c>visitor</c> or <c>retention</c>.</param>
[StoredName("fact_forgotten")]
public sealed record FactForgotten(string Why);
