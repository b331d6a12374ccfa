namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/stages</c>.</summary>
public sealed record Stages(
    string Funnel,
    int Version,
    string Unit,
    string Definition,
    AsOf AsOf,
    Stages.Row[] Rows,
    Stages.DwellRow[]? Dwell,
    Stages.Regression[]? Regressions,
    Stages.Arrival[]? Arrivals
) : IReport
{
    public sealed record Row(string Stage, long Visitors);

    /// <param name="Next">Absent for those who stay.</param>
    public sealed record DwellRow(string? Stage, string? Next, long Visitors, double? MedianDays);

    public sealed record Regression(string? From, string? To, long Visits);

    /// <param name="Hour">Of the day, UTC.</param>
    /// <param name="Stage">That the first visit reached; absent before the first stage.</param>
    public sealed record Arrival(int Hour, string? Stage, long Visitors);
}
