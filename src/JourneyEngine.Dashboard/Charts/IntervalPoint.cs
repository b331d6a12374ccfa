namespace JourneyEngine.Dashboard.Charts;

/// <summary>A share with its interval, all in [0, 1].</summary>
public sealed record IntervalPoint(string Label, double Value, double Low, double High);
