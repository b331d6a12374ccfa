namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/requests</c>.</summary>
public sealed record RequestReport(
    string? Unit,
    string? Definition,
    AsOf? AsOf,
    RequestReport.Row[] Rows,
    RequestReport.Act[] Acts
) : IReport
{
    /// <param name="Earliest">By when the first of those that wait should be done.</param>
    public sealed record Row(
        string Type,
        long Received,
        long Waiting,
        long Overdue,
        long Completed,
        long Cancelled,
        DateTimeOffset? Earliest
    );

    public sealed record Act(string Actor, string Action, long Times, DateTimeOffset Latest);
}
