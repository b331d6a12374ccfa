namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/funnel</c>.</summary>
public sealed record FunnelReport(string? Unit, string? Definition, AsOf? AsOf, FunnelReport.Row[] Rows) : IReport
{
    /// <param name="Share">Of those at the first stage.</param>
    /// <param name="FromPrevious">Of those at the stage before.</param>
    /// <param name="Low">Of the 95 % interval of <paramref name="FromPrevious"/>.</param>
    /// <param name="MedianHours">Since the stage before.</param>
    public sealed record Row(
        string Stage,
        long Visitors,
        double? Share,
        double? FromPrevious,
        double? Low,
        double? High,
        double? MedianHours
    );
}
