namespace JourneyEngine.Http;

/// <summary>Marks a route that names a visitor.</summary>
public sealed record NamesVisitor;
