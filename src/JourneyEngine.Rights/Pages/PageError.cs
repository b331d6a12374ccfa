namespace JourneyEngine.Rights.Pages;

/// <summary>A detail that could not be taken: shown again beside its field.</summary>
/// <param name="Why">Key of the words that say what to do.</param>
public sealed record PageError(string Name, string? Value, string Why);
