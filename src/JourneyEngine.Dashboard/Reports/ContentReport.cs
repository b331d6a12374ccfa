namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/content</c>.</summary>
public sealed record ContentReport(string? Unit, string? Definition, AsOf? AsOf, ContentReport.Row[] Rows) : IReport
{
    public sealed record Row(
        string Slot,
        string Content,
        string? Stage,
        int Visit,
        long Offered,
        long Shown,
        long Accepted,
        long Declined,
        double? Rate,
        double? Low,
        double? High
    );
}
