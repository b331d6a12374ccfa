using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>A run of visits that led to a conversion, or to none.</summary>
/// <param name="Visits">How many visits it has, the converting one included; from 1.</param>
public readonly record struct Attempt(int Visits, bool Converted);

/// <summary>A visitor's attempts: the first begins with the first visit, each other with the visit after a conversion
/// or after a lapse.</summary>
/// <remarks>What is evidence of a stage is looked for anew in each attempt. One that has neither converted nor lapsed
/// so far is as long as it is known.</remarks>
public static class Attempts
{
    /// <summary>A pause that ends an attempt, as it makes a visitor dormant.</summary>
    public const int LapseDays = 30;

    private const long Lapse = LapseDays * 86_400_000L;

    public static IEnumerable<Attempt> Of(Journey journey, FoldRules rules, FunnelDefined funnel)
    {
        var (goal, count, last) = (new Goal(rules, funnel), 0, 0L);
        foreach (var visit in journey.Visits)
        {
            if (count > 0 && visit.Start - last > Lapse)
            {
                yield return new Attempt(count, false);
                (goal, count) = (new Goal(rules, funnel), 0);
            }

            (count, last) = (count + 1, visit.End);
            if (!goal.IsReachedBy(visit, count))
                continue;
            yield return new Attempt(count, true);
            (goal, count) = (new Goal(rules, funnel), 0);
        }

        if (count > 0)
            yield return new Attempt(count, false);
    }

    /// <summary>What was seen so far of the goal stage and those beyond it: one pass over the visits, however many
    /// attempts there are.</summary>
    private sealed class Goal
    {
        private readonly StageDefinition[] _stages;
        private readonly int _first;
        private readonly int[] _seen;

        public Goal(FoldRules rules, FunnelDefined funnel)
        {
            var goal = FunnelProgress.GoalOf(funnel);
            _stages = funnel.Stages[goal..];
            _first = rules.FirstEvidence(funnel) + funnel.Stages[..goal].Sum(it => DemandedEvidence.Of(it).Length);
            _seen = new int[_stages.Sum(it => DemandedEvidence.Of(it).Length)];
        }

        /// <param name="number">Of the visit in its attempt.</param>
        public bool IsReachedBy(Visit visit, int number)
        {
            foreach (var hit in visit.Hits)
            {
                if (hit.Evidence >= _first && hit.Evidence < _first + _seen.Length)
                    _seen[hit.Evidence - _first] += hit.Times.Length;
            }

            var place = 0;
            foreach (var stage in _stages)
            {
                var evidence = DemandedEvidence.Of(stage);
                var met = evidence.Where((it, i) => _seen[place + i] >= it.Count && number >= it.Visits).Count();
                if (stage.All is null ? met > 0 : met == evidence.Length)
                    return true;
                place += evidence.Length;
            }

            return false;
        }
    }
}
