namespace JourneyEngine.Dashboard.Tiles;

/// <summary>One figure that is read at a glance.</summary>
/// <param name="Note">What it is compared with, or how sure it is.</param>
public sealed record Figure(string Title, string Value, string? Note = null);
