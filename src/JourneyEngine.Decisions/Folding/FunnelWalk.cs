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
);

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
                    stage => Array.Exists(FoldRules.EvidenceOf(stage), it => FoldRules.Fits(it, byTime[first]))
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
            new Step(question.Funnel.Stages[0]),
            -1
        );
        for (var i = first; i < byTime.Count; i++)
        {
            if (start >= 0 && Ends(byTime, visits, question, start, i))
                break;
            var told = step.Take(byTime[i]);
            if (step.IsMet(visits[i]))
            {
                start = start < 0 ? i : start;
                reached.Add(byTime[i].At);
                if (reached.Count == stages.Length)
                    break;
                step = new Step(stages[reached.Count]);
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
        var steps = Array.ConvertAll(question.Funnel.Stages, it => new Step(it));
        var (reached, start) = (new List<long>(), -1);
        for (var i = first; i < byTime.Count && reached.Count < steps.Length; i++)
        {
            if (start >= 0 && Ends(byTime, visits, question, start, i))
                break;
            foreach (var step in steps)
                start = step.Take(byTime[i]) && start < 0 ? i : start;
            while (reached.Count < steps.Length && steps[reached.Count].IsMet(visits[i]))
                reached.Add(byTime[i].At);
        }

        return reached;
    }

    private static bool Ends(
        IReadOnlyList<Interaction> byTime,
        IReadOnlyList<int> visits,
        FunnelQuestion question,
        int start,
        int i
    ) =>
        byTime[i].At - byTime[start].At > question.WithinMilliseconds
        || visits[i] - visits[start] >= question.WithinVisits
        || (question.Without is { } without && FoldRules.Fits(without, byTime[i]));

    /// <summary>A stage, and how often each piece of its evidence was seen.</summary>
    private sealed class Step(StageDefinition stage)
    {
        private readonly Evidence[] _evidence = FoldRules.EvidenceOf(stage);
        private readonly int[] _seen = new int[FoldRules.EvidenceOf(stage).Length];

        /// <returns>Whether the interaction is evidence of it.</returns>
        public bool Take(in Interaction interaction)
        {
            var told = false;
            for (var i = 0; i < _evidence.Length; i++)
            {
                if (!FoldRules.Fits(_evidence[i], interaction))
                    continue;
                told = true;
                _seen[i]++;
            }

            return told;
        }

        public bool IsMet(int visit)
        {
            for (var i = 0; i < _evidence.Length; i++)
            {
                var met = _seen[i] >= _evidence[i].Count && visit >= _evidence[i].Visits;
                if (met != (stage.All is not null))
                    return met;
            }

            return stage.All is not null;
        }
    }
}
