using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>Where and when something was reached: the number of the visit, and milliseconds since 1970 UTC.</summary>
public readonly record struct Reached(int Visit, long At);

/// <summary>Where a visitor stands in a funnel.</summary>
/// <param name="StageIndex">Index of the furthest stage whose evidence is met; -1 before the first.</param>
/// <param name="Conversion">First time that the goal stage, or one beyond it, was reached.</param>
public sealed record FunnelProgress(FunnelDefined Funnel, int StageIndex, Reached? Conversion)
{
    public string? Stage => StageIndex < 0 ? null : Funnel.Stages[StageIndex].Name;

    public static FunnelProgress Of(Journey journey, FoldRules rules, FunnelDefined funnel)
    {
        var stages = StagesReached(journey, rules, funnel);
        return new FunnelProgress(
            funnel,
            Array.FindLastIndex(stages, it => it is not null),
            ConvertedAt(stages, funnel) is { } at ? new Reached(journey.VisitAt(at), at) : null
        );
    }

    /// <returns>When each stage of the funnel was reached first, in milliseconds since 1970 UTC.</returns>
    public static long?[] StagesReached(Journey journey, FoldRules rules, FunnelDefined funnel)
    {
        var (evidence, reached) = (rules.FirstEvidence(funnel), new long?[funnel.Stages.Length]);
        for (var i = 0; i < reached.Length; i++)
        {
            reached[i] = StageReached(journey, funnel.Stages[i], evidence);
            evidence += DemandedEvidence.Of(funnel.Stages[i]).Length;
        }

        return reached;
    }

    /// <returns>Index of the furthest stage that one visit alone has the evidence of; -1 where it has none. What is
    /// demanded of the number of visits is asked of its own number.</returns>
    /// <param name="visit">Index of the visit.</param>
    public static int StageIn(Journey journey, FoldRules rules, FunnelDefined funnel, int visit)
    {
        var (evidence, furthest) = (rules.FirstEvidence(funnel), -1);
        for (var stage = 0; stage < funnel.Stages.Length; stage++)
        {
            var (first, demanded) = (evidence, DemandedEvidence.Of(funnel.Stages[stage]));
            var met = demanded
                .Where(
                    (it, i) =>
                        visit + 1 >= it.Visits
                        && journey
                            .Visits[visit]
                            .Hits.Any(hit => hit.Evidence == first + i && hit.Times.Length >= it.Count)
                )
                .Count();
            furthest = (funnel.Stages[stage].All is null ? met > 0 : met == demanded.Length) ? stage : furthest;
            evidence += demanded.Length;
        }

        return furthest;
    }

    /// <returns>When the goal stage, or one beyond it, was reached first.</returns>
    internal static long? ConvertedAt(long?[] stagesReached, FunnelDefined funnel)
    {
        long? first = null;
        for (var i = GoalOf(funnel); i < stagesReached.Length; i++)
            first = stagesReached[i] < (first ?? long.MaxValue) ? stagesReached[i] : first;
        return first;
    }

    internal static int GoalOf(FunnelDefined funnel)
    {
        var goal = Array.FindIndex(funnel.Stages, stage => stage.Goal);
        return goal < 0 ? funnel.Stages.Length - 1 : goal;
    }

    private static long? StageReached(Journey journey, StageDefinition stage, int firstEvidence)
    {
        var demanded = DemandedEvidence.Of(stage);
        long? reached = null;
        for (var i = 0; i < demanded.Length; i++)
        {
            var met = EvidenceMet(journey, demanded[i], firstEvidence + i);
            if (stage.All is not null && met is null)
                return null;
            if (stage.All is not null ? met > (reached ?? long.MinValue) : met < (reached ?? long.MaxValue))
                reached = met;
        }

        return reached;
    }

    private static long? EvidenceMet(Journey journey, Evidence demanded, int evidence)
    {
        if (journey.Visits.Length < demanded.Visits)
            return null;
        var missing = demanded.Count;
        foreach (var visit in journey.Visits)
        {
            foreach (var hit in visit.Hits)
            {
                if (hit.Evidence != evidence)
                    continue;
                if (hit.Times.Length >= missing)
                    return Math.Max(hit.Times[missing - 1], journey.Visits[demanded.Visits - 1].Start);
                missing -= hit.Times.Length;
            }
        }

        return null;
    }
}
