namespace JourneyEngine.Replay;

/// <summary>What making every logged decision again found.</summary>
/// <param name="Forgotten">Decisions that rest on facts which were forgotten since: they can no longer be
/// checked.</param>
/// <param name="Imported">Decisions that came with an import: they are reproduced in the log that they were made
/// in.</param>
/// <param name="Differences">Each difference in words; none where every decision comes out bit for bit.</param>
public sealed record DecisionOutcome(
    long Decisions,
    long Reproduced,
    long Forgotten,
    long Imported,
    IReadOnlyList<string> Differences
);
