namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/consent</c>.</summary>
public sealed record ConsentReport(string? Unit, string? Definition, AsOf? AsOf, ConsentReport.Row[] Rows) : IReport
{
    /// <param name="Share">Of those who said yes or no, in [0, 1].</param>
    public sealed record Row(
        string Purpose,
        long Granted,
        long Refused,
        long Unsaid,
        double? Share,
        double? Low,
        double? High
    );
}
