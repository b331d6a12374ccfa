namespace JourneyEngine.Trends;

/// <summary>All intervals together, beside those before.</summary>
/// <param name="Previous">The same, of the intervals before; up to the current hour of the last, if this one is not over.</param>
/// <param name="Change">Value less previous.</param>
/// <param name="ChangeLow">Lower end of the 95 % interval of the change of a rate.</param>
public sealed record TrendTotal(
    double? Value,
    long Count,
    long? AtRisk,
    double? Low,
    double? High,
    double? Previous,
    double? Change,
    double? ChangeLow,
    double? ChangeHigh
);
