namespace JourneyEngine.Dashboard.Charts;

/// <summary>What was predicted of a group and what came, in [0, 1].</summary>
public sealed record ReliabilityPoint(double Predicted, double Actual);
