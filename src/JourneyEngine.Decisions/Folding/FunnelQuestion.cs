using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>How the steps of a funnel must follow each other.</summary>
public enum StepOrder
{
    /// <summary>Each after the one before it; other interactions may lie between.</summary>
    Ordered,

    /// <summary>In any order: step k is reached when the first k stages all have their evidence.</summary>
    Any,

    /// <summary>Each right after the one before it: an interaction that is no evidence of the next step ends the
    /// walk.</summary>
    Strict,
}

/// <summary>What a walk through a funnel is asked.</summary>
/// <param name="WithinMilliseconds">Longest time from the first step to a step; any where absent.</param>
/// <param name="WithinVisits">Over how many visits it may stretch, the one of the first step included; any where
/// absent.</param>
/// <param name="Without">What must not happen before the last step: it ends the walk.</param>
public sealed record FunnelQuestion(
    FunnelDefined Funnel,
    StepOrder Order,
    long? WithinMilliseconds = null,
    int? WithinVisits = null,
    Evidence? Without = null
)
{
    /// <summary>Whether an interaction ends a walk.</summary>
    /// <param name="start">Of the walk, among the interactions in order of time.</param>
    /// <param name="i">The interaction, among them.</param>
    internal bool Ends(IReadOnlyList<Interaction> byTime, IReadOnlyList<int> visits, int start, int i) =>
        byTime[i].At - byTime[start].At > WithinMilliseconds
        || visits[i] - visits[start] >= WithinVisits
        || (Without is { } without && DemandedEvidence.Fits(without, byTime[i]));
}
