namespace JourneyEngine.Trends;

/// <summary>A figure of an interval.</summary>
/// <param name="From">When the interval begins, by the site's clocks.</param>
/// <param name="To">When it ends, which is when the next one begins.</param>
/// <param name="Value">The count or the rate; absent for a rate of no visits.</param>
/// <param name="Count">What counts: of a rate the visits with a conversion.</param>
/// <param name="AtRisk">Visits that a rate is of; absent for counts.</param>
/// <param name="Previous">Value of the interval that this one is set beside.</param>
public sealed record TrendRow(
    DateTimeOffset From,
    DateTimeOffset To,
    double? Value,
    long Count,
    long? AtRisk,
    double? Previous,
    double? Low,
    double? High,
    bool Unfinished
);
