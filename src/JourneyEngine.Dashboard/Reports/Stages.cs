namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/stages</c>.</summary>
public sealed record Stages(
    string Funnel, int Version, string Unit, string Definition, AsOf AsOf, Stages.Row[] Rows, Stages.DwellRow[]? Dwell, Stages.Regression[]? Regressions) : IReport
{
    public sealed record Row(string Stage, long Visitors);

    /// <param name="Next">Absent for those who stay.</param>
    public sealed record DwellRow(string? Stage, string? Next, long Visitors, double? MedianDays);

    public sealed record Regression(string? From, string? To, long Visits);
}
