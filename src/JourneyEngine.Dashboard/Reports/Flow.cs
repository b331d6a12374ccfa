namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/flow</c>.</summary>
public sealed record Flow(string Funnel, int Version, string Unit, string Definition, AsOf AsOf, Flow.Row[] Rows)
    : IReport
{
    public sealed record Row(int Visit, string? From, bool Returned, string? To, long Visitors);
}
