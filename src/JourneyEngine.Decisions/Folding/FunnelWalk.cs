namespace JourneyEngine.Decisions.Folding;

/// <summary>How far a visitor walked through a funnel: of all walks that could be begun, the one that went furthest,
/// and of these the first.</summary>
/// <remarks>
/// Evidence is counted from the interaction after the step before. What is demanded of the number of visits is asked of
/// the visitor's number at the step. Walks begin at interactions that are evidence of the first step (in any order: of
/// any); of a visitor with more than a thousand of these, at the first thousand.
/// </remarks>
public static class FunnelWalk
{
    private const int MostBeginnings = 1_000;

    /// <returns>The interactions in order of time. Those at the very same time have an order, too, that does not depend
    /// on how they arrived.</returns>
    public static Interaction[] InOrder(IEnumerable<Interaction> interactions) =>
        [
            .. interactions
                .Where(it => it.IsPartOfVisit)
                .OrderBy(it => it.At)
                .ThenBy(it => it.Kind, StringComparer.Ordinal)
                .ThenBy(it => it.Name, StringComparer.Ordinal)
                .ThenBy(it => it.Path, StringComparer.Ordinal),
        ];

    /// <param name="byTime">See <see cref="InOrder(IEnumerable{Interaction})"/>.</param>
    /// <param name="visits">Number of the visit of each.</param>
    /// <returns>When each step was reached that was, in milliseconds since 1970 UTC.</returns>
    public static IReadOnlyList<long> Of(
        IReadOnlyList<Interaction> byTime,
        IReadOnlyList<int> visits,
        FunnelQuestion question
    )
    {
        var (best, begun) = (new List<long>(), 0);
        var beginnings = question.Order == StepOrder.Any ? question.Funnel.Stages : question.Funnel.Stages[..1];
        // Where nothing ends a walk, whoever begins first comes furthest.
        var free =
            question is { Order: not StepOrder.Strict, WithinMilliseconds: null, WithinVisits: null, Without: null };
        for (var first = 0; first < byTime.Count && best.Count < question.Funnel.Stages.Length; first++)
        {
            if (
                !Array.Exists(
                    beginnings,
                    stage => Array.Exists(DemandedEvidence.Of(stage), it => DemandedEvidence.Fits(it, byTime[first]))
                )
            )
                continue;
            if (begun++ == MostBeginnings)
                break;
            var walk =
                question.Order == StepOrder.Any
                    ? InAnyOrder(byTime, visits, question, first)
                    : StepByStep(byTime, visits, question, first);
            if (walk.Count > best.Count)
                best = walk;
            if (free)
                break;
        }

        return best;
    }

    private static List<long> StepByStep(
        IReadOnlyList<Interaction> byTime,
        IReadOnlyList<int> visits,
        FunnelQuestion question,
        int first
    )
    {
        var (stages, reached, step, start) = (
            question.Funnel.Stages,
            new List<long>(),
            new FunnelStep(question.Funnel.Stages[0]),
            -1
        );
        for (var i = first; i < byTime.Count; i++)
        {
            if (start >= 0 && question.Ends(byTime, visits, start, i))
                break;
            var told = step.Take(byTime[i]);
            if (step.IsMet(visits[i]))
            {
                start = start < 0 ? i : start;
                reached.Add(byTime[i].At);
                if (reached.Count == stages.Length)
                    break;
                step = new FunnelStep(stages[reached.Count]);
            }
            else if (!told && question.Order == StepOrder.Strict)
            {
                break;
            }
        }

        return reached;
    }

    private static List<long> InAnyOrder(
        IReadOnlyList<Interaction> byTime,
        IReadOnlyList<int> visits,
        FunnelQuestion question,
        int first
    )
    {
        var steps = Array.ConvertAll(question.Funnel.Stages, it => new FunnelStep(it));
        var (reached, start) = (new List<long>(), -1);
        for (var i = first; i < byTime.Count && reached.Count < steps.Length; i++)
        {
            if (start >= 0 && question.Ends(byTime, visits, start, i))
                break;
            foreach (var step in steps)
                start = step.Take(byTime[i]) && start < 0 ? i : start;
            while (reached.Count < steps.Length && steps[reached.Count].IsMet(visits[i]))
                reached.Add(byTime[i].At);
        }

        return reached;
    }
}
