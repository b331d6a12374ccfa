using JourneyEngine.Dashboard.Answers;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>What every report says of itself.</summary>
public sealed record ReportBasis(string? Unit, AsOf? AsOf);
