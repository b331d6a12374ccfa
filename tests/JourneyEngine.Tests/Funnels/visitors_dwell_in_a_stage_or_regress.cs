using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Funnels;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Funnels;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_dwell_in_a_stage_or_regress
{
    [Property]
    public void as_in_a_naive_walk(Delivery delivery)
    {
        var interactions = delivery
            .Facts.Select(it => it.Interaction)
            .Where(it => it.IsPartOfVisit)
            .OrderBy(it => it.At)
            .ToArray();
        var (journey, gap) = (Journey.Empty.Fold(delivery.Rules, interactions), delivery.Rules.GapMinutes);
        var visits = NaiveFold.Visits(interactions, gap);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            // The first moment by which each stage alone has its evidence.
            var reached = funnel
                .Stages.Select(stage =>
                    Enumerable
                        .Range(1, interactions.Length)
                        .Where(count =>
                            NaiveFold.Standing(interactions.Take(count), gap, funnel with { Stages = [stage] }).Stage
                            == 0
                        )
                        .Select(count => (long?)interactions[count - 1].At)
                        .FirstOrDefault()
                )
                .ToArray();
            var dwelt = reached.SelectMany(
                (at, i) =>
                    reached
                        .Select((then, j) => (j, then))
                        .Where(it => it.j > i && it.then > at)
                        .OrderBy(it => it.then)
                        .ThenByDescending(it => it.j)
                        .Take(1)
                        .Select(it =>
                            (
                                funnel.Stages[i].Name,
                                funnel.Stages[it.j].Name,
                                1L,
                                (int)((it.then - at)!.Value / 86_400_000)
                            )
                        )
            );
            var fell = visits
                .Skip(1)
                .Select(
                    (visit, i) =>
                        (
                            Before: NaiveFold.Standing(visits.Take(i + 1).SelectMany(it => it), gap, funnel).Stage,
                            Alone: NaiveFold.Standing(visit, gap, At(funnel, number: i + 2)).Stage
                        )
                )
                .Where(it => it.Alone < it.Before)
                .CountBy(it => (funnel.Stages[it.Before].Name, it.Alone < 0 ? null : funnel.Stages[it.Alone].Name))
                .Select(it => (it.Key.Item1, it.Key.Item2, (long)it.Value));

            StageDwell
                .Rows(Folded.Sums(funnel, StageDwell.Dwell, journey, delivery.Rules), funnel)
                .Select(it => (it.Stage, it.Next, it.Visitors, it.MedianDays))
                .Should()
                .BeEquivalentTo(dwelt);
            StageRegressions
                .Rows(Folded.Sums(funnel, StageRegressions.Regressed, journey, delivery.Rules), funnel)
                .Select(it => (it.From, it.To, it.Visits))
                .Should()
                .BeEquivalentTo(fell);
        }
    }

    /// <summary>Of one visit, what is demanded of the number of visits is asked of its own.</summary>
    private static FunnelDefined At(FunnelDefined funnel, int number)
    {
        Evidence[]? Asked(Evidence[]? evidence) =>
            evidence is null
                ? null
                :
                [
                    .. evidence.Select(it =>
                        it.Visits <= number ? it with { Visits = 1 } : it with { Count = int.MaxValue }
                    ),
                ];
        return funnel with
        {
            Stages = [.. funnel.Stages.Select(it => it with { When = Asked(it.When), All = Asked(it.All) })],
        };
    }
}
