using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>How the steps of a funnel must follow each other.</summary>
public enum StepOrder
{
    /// <summary>Each after the one before it, or at the same time; other interactions may lie between.</summary>
    Ordered,

    /// <summary>In any order: step k is reached when the first k stages all have their evidence.</summary>
    Any,

    /// <summary>As <see cref="Ordered"/>, with nothing between: an interaction that is evidence of no next step ends the
    /// walk.</summary>
    Strict,
}

/// <summary>What a walk through a funnel is asked.</summary>
/// <param name="WithinMilliseconds">Longest time from the first step to a step; any where absent.</param>
/// <param name="WithinVisits">Over how many visits it may stretch, the one of the first step included; any where
/// absent.</param>
/// <param name="Without">What must not happen between the first step and the last: it ends the walk.</param>
public sealed record FunnelQuestion(
    FunnelDefined Funnel,
    StepOrder Order,
    long? WithinMilliseconds = null,
    int? WithinVisits = null,
    Evidence? Without = null
)
{
    /// <summary>Whether a moment is too late for a walk.</summary>
    /// <param name="start">When the walk reached its first step.</param>
    internal bool IsOver(in Moment start, in Moment moment) =>
        moment.At - start.At > WithinMilliseconds || moment.Visit - start.Visit >= WithinVisits;

    /// <summary>Whether nothing after a moment belongs to a walk.</summary>
    internal bool IsEndedBy(in Moment moment) => Without is { } without && moment.Any(without);
}
