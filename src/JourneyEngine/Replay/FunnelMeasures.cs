using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Replay;

/// <summary>What a funnel's figures are made of.</summary>
/// <param name="Stage">By index of the furthest stage.</param>
/// <param name="Reached">By number of the visit, as the other two.</param>
public sealed record FunnelMeasures(Measure Stage, Measure Reached, Measure AtRisk, Measure Converted)
{
    internal IReadOnlyList<Measure> All { get; } = [Stage, Reached, AtRisk, Converted];
}
