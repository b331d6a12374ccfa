namespace JourneyEngine.Dashboard.Charts;

public sealed record BarPoint(string Label, double Value);
