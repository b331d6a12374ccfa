using JourneyEngine.Decisions.Folding.Walks;

namespace JourneyEngine.Decisions.Folding;

/// <summary>How far a visitor walked through a funnel: of all walks that could be begun, the one that went furthest,
/// and of these the first.</summary>
/// <remarks>
/// What happened at one moment is a set: no name decides what came first. The evidence of a step is counted from the
/// moment at which the step before was reached, that moment included, so that one interaction may be evidence of several
/// steps. What is demanded of the number of visits is asked of the visitor's number at the step. Walks begin at moments
/// with evidence of the first step; of a visitor with more than a thousand of these, at the first thousand. In any order
/// see <see cref="AnyOrder"/>.
/// </remarks>
public static class FunnelWalk
{
    private const int MostBeginnings = 1_000;

    public static Interaction[] InOrder(IEnumerable<Interaction> interactions) =>
        [.. interactions.Where(it => it.IsPartOfVisit).OrderBy(it => it.At)];

    /// <param name="byTime">See <see cref="InOrder(IEnumerable{Interaction})"/>.</param>
    /// <param name="visits">Number of the visit of each.</param>
    /// <returns>When each step was reached that was, in milliseconds since 1970 UTC.</returns>
    public static IReadOnlyList<long> Of(Interaction[] byTime, IReadOnlyList<int> visits, FunnelQuestion question)
    {
        var (best, begun, moments, stages) = (new List<long>(), 0, Moment.Of(byTime, visits), question.Funnel.Stages);
        if (question.Order == StepOrder.Any)
            return AnyOrder.Walk(moments, question);
        var beginnings = DemandedEvidence.Of(stages[..1]);
        // Where nothing ends a walk, whoever begins first comes furthest.
        var free =
            question is { Order: not StepOrder.Strict, WithinMilliseconds: null, WithinVisits: null, Without: null };
        for (var first = 0; first < moments.Count && best.Count < stages.Length; first++)
        {
            if (!moments[first].Any(beginnings))
                continue;
            if (begun++ == MostBeginnings)
                break;
            var walk = Walk(moments, question, first);
            if (walk.Count > best.Count)
                best = walk;
            if (free)
                break;
        }

        return best;
    }

    private static List<long> Walk(List<Moment> moments, FunnelQuestion question, int first)
    {
        var (stages, reached) = (question.Funnel.Stages, new List<long>());
        var steps = Array.ConvertAll(stages, it => new FunnelStep(it));
        Moment? start = null;
        for (var i = first; i < moments.Count; i++)
        {
            var (moment, before, isOpen) = (moments[i], reached.Count, start is not null);
            if (isOpen && question.IsOver(start!.Value, moment))
                break;
            while (reached.Count < steps.Length)
            {
                moment.Tell(steps[reached.Count]);
                if (!steps[reached.Count].IsMet(moment.Visit))
                    break;
                start ??= moment;
                reached.Add(moment.At);
            }

            if (reached.Count == steps.Length || (isOpen && question.IsEndedBy(moment)))
                break;
            // What is no evidence may have come before the walk only where the walk begins.
            if (
                question.Order == StepOrder.Strict
                && i > first
                && !moment.All(DemandedEvidence.Of(stages[before..(reached.Count + 1)]))
            )
                break;
        }

        return reached;
    }
}
