namespace JourneyEngine.Dashboard.Charts;

/// <summary>A figure of an interval.</summary>
/// <param name="Label">When it began.</param>
public sealed record TrendPoint(string Label, double Value);
