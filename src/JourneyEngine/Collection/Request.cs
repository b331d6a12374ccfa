namespace JourneyEngine.Collection;

/// <summary>A request as decoded: its items, and the key where the body carries it.</summary>
internal sealed record Request(IReadOnlyList<Arrival> Arrivals, string? Key);
