namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/conversion-by-visit</c>.</summary>
public sealed record ConversionByVisit(
    string Funnel,
    int Version,
    string Unit,
    string Definition,
    AsOf AsOf,
    ConversionByVisit.Row[] Rows,
    ConversionByVisit.PooledRate Pooled,
    ConversionByVisit.StandardisedRate Standardised
) : IReport
{
    public sealed record Row(
        int Visit,
        long Reached,
        long AtRisk,
        long Converted,
        double? Rate,
        double? Low,
        double? High
    );

    public sealed record PooledRate(
        long Visitors,
        long Converted,
        double? Rate,
        double? Low,
        double? High,
        string Warning
    );

    public sealed record StandardisedRate(double? Rate, string Basis, MixShare[] Mix);

    public sealed record MixShare(int Visit, double Share);
}
