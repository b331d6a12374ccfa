namespace JourneyEngine.Replay.Rebuilding;

/// <param name="Position">Up to where the log was folded; the live projection goes on from there.</param>
public sealed record RebuildOutcome(long Position, long Events, long Journeys, long Tallies, double Seconds);
