namespace JourneyEngine.Dashboard.Reports;

/// <summary>Answer of <c>/v1/reports/campaigns</c>.</summary>
public sealed record Campaigns(
    string? Unit,
    string? Definition,
    AsOf? AsOf,
    Campaigns.MixShare[] Mix,
    Campaigns.Row[] Rows,
    [property: System.Text.Json.Serialization.JsonPropertyName("comparison")] Campaigns.Comparison? Compared
) : IReport
{
    public sealed record MixShare(int Visit, double Share);

    /// <param name="Value">Absent for those who came by none.</param>
    public sealed record Row(
        string? Value,
        long Visitors,
        Visit[] ByVisit,
        StandardisedRate? Standardised,
        string? Warning
    );

    public sealed record Visit(
        [property: System.Text.Json.Serialization.JsonPropertyName("visit")] int Number,
        long AtRisk,
        long Converted,
        double? Rate,
        double? Low,
        double? High
    );

    /// <param name="Difference">Rate of A less that of B at the same mix of visit numbers; absent where they have none
    /// in common.</param>
    /// <param name="Refused">Why there is no difference, or why it is not that of the pooled rates.</param>
    public sealed record Comparison(
        string? A,
        string? B,
        Beside[] ByVisit,
        double? Difference,
        double? Low,
        double? High,
        double Covered,
        string? Refused
    );

    public sealed record Beside(
        int Number,
        long AtRiskA,
        double? RateA,
        long AtRiskB,
        double? RateB,
        double? Difference,
        double? Low,
        double? High
    );

    /// <param name="Covered">Share of the mix at which there is anybody of the group.</param>
    public sealed record StandardisedRate(double? Rate, double? Low, double? High, double? Covered);
}
