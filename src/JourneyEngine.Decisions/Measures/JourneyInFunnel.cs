using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Measures;

/// <summary>A journey in a funnel, with what several measures ask of it worked out once.</summary>
public sealed class JourneyInFunnel
{
    internal JourneyInFunnel(Journey journey, FoldRules rules, FunnelDefined funnel)
    {
        Funnel = funnel;
        StagesReached = FunnelProgress.StagesReached(journey, rules, funnel);
        StageIndex = Array.FindLastIndex(StagesReached, it => it is not null);
        ConvertedAt = FunnelProgress.ConvertedAt(StagesReached, funnel);
        ConvertedInVisit = ConvertedAt is { } at ? journey.VisitAt(at) : null;
    }

    public FunnelDefined Funnel { get; }

    /// <summary>When each stage was reached first, in milliseconds since 1970 UTC; null where it was not.</summary>
    public long?[] StagesReached { get; }

    /// <summary>Index of the furthest stage reached; -1 before the first.</summary>
    public int StageIndex { get; }

    /// <summary>Number of the visit in which the goal was reached first; null if it was not.</summary>
    public int? ConvertedInVisit { get; }

    /// <summary>When the goal was reached first, in milliseconds since 1970 UTC; null if it was not.</summary>
    public long? ConvertedAt { get; }
}
