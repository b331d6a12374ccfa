namespace JourneyEngine.Replay.Rebuilding;

/// <summary>A measure whose sums a rebuild changed.</summary>
/// <param name="Cells">How many report cells.</param>
/// <param name="Before">The sum of these cells before.</param>
/// <param name="After">The same after.</param>
/// <param name="Redefined">Whether an update counts something else under this name, so that its cells cannot be compared
/// one by one.</param>
public sealed record MovedMeasure(string Measure, long Cells, long Before, long After, bool Redefined);
