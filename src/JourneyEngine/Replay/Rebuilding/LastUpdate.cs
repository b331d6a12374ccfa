namespace JourneyEngine.Replay.Rebuilding;

/// <summary>What the latest update of the engine that counts otherwise moved in the reports when its first host
/// started.</summary>
/// <param name="At">When all figures were made anew. What came meanwhile is in those after, too.</param>
/// <param name="Moved">Measures whose sums are not what they were.</param>
/// <param name="Cells">The report cells that moved, those that moved most first: 10,000 at most.</param>
public sealed record LastUpdate(DateTimeOffset At, IReadOnlyList<MovedMeasure> Moved, IReadOnlyList<MovedCell> Cells);
