namespace JourneyEngine.Decisions.Conversions;

/// <summary>What a visitor who has not converted stands before.</summary>
/// <param name="Visit">Number of the next visit.</param>
/// <param name="Stage">Index of the furthest stage; -1 before the first.</param>
/// <param name="Away">Milliseconds since the last visit ended.</param>
public readonly record struct BeforeVisit(int Visit, int Stage, long Away);
