namespace JourneyEngine.Replay.Rebuilding;

/// <summary>A measure whose sums a rebuild changed.</summary>
/// <param name="Cells">How many report cells.</param>
/// <param name="Before">The sum of these cells before.</param>
/// <param name="After">The same after.</param>
public sealed record MovedMeasure(string Measure, long Cells, long Before, long After);
