namespace JourneyEngine.Dashboard.Drafts;

/// <summary>Answer of <c>/v1/reports/decisions/estimate/{slot}</c>: acceptances a decision.</summary>
/// <param name="Logged">What there were.</param>
/// <param name="Estimate">What there would have been.</param>
public sealed record SlotValue(
    string Unit,
    double? Logged,
    SlotValue.Value Estimate,
    SlotValue.Part[] ByStage,
    SlotValue.Part[] ByVisit
)
{
    public sealed record Value(
        long Decisions,
        [property: System.Text.Json.Serialization.JsonPropertyName("value")] double? Mean,
        double? Low,
        double? High,
        double EffectiveSampleSize,
        string[] Warnings
    );

    /// <param name="Of">The stage, or the first visit number of the bucket.</param>
    public sealed record Part(string Of, double? Logged, Value Estimate);
}
