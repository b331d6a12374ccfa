namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/time-to-convert</c>.</summary>
public sealed record TimeToConvert(
    string Funnel,
    int Version,
    string Unit,
    string Definition,
    AsOf AsOf,
    TimeToConvert.VisitRow[] ByVisit,
    TimeToConvert.DayRow[] ByDays,
    int? MedianDays
) : IReport
{
    public sealed record VisitRow(int Visit, long AtRisk, long Converted, double NotYet, double Low, double High);

    public sealed record DayRow(int Days, long Converted);
}
