namespace JourneyEngine.Replay.Rebuilding;

/// <param name="Position">Up to where the log was folded; the live projection goes on from there.</param>
/// <param name="Compared">False where figures were being made anew when it began, as after an update: then nothing can be
/// said of what moved.</param>
/// <param name="Moved">Measures whose sums are not what they were: none, where nothing was wrong and the rules of counting
/// are as they were.</param>
/// <param name="Cells">The report cells that moved, those that moved most first: 10,000 at most.</param>
/// <param name="LastUpdate">Null if nothing is known of one.</param>
public sealed record RebuildOutcome(
    long Position,
    long Events,
    long Journeys,
    long Tallies,
    double Seconds,
    bool Compared,
    IReadOnlyList<MovedMeasure> Moved,
    IReadOnlyList<MovedCell> Cells,
    LastUpdate? LastUpdate
);
