using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Funnels;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 1_000, EndSize = 60)]
public class visitors_walk_through_a_funnel
{
    private const int Most = 9;
    private static readonly Evidence Refund = new("screen", ["home"], null);

    /// <summary>Against every choice of interactions that could be the steps.</summary>
    [Property]
    public void in_order_as_far_as_any_choice_of_steps_leads(Delivery delivery, byte hours, byte visits, bool without)
    {
        var question = Question(delivery, StepOrder.Ordered, hours, visits, without);
        var (byTime, numbers) = Sorted(delivery);

        FunnelWalk
            .Of(byTime, numbers, question)
            .Should()
            .HaveCount(Furthest(byTime, numbers, question, step: 0, after: -1, start: -1));
    }

    [Property]
    public void in_any_order_as_far_as_evidence_within_the_window_leads(
        Delivery delivery,
        byte hours,
        byte visits,
        bool without
    )
    {
        var question = Question(delivery, StepOrder.Any, hours, visits, without);
        var (byTime, numbers) = Sorted(delivery);
        var expected = 0;
        for (var first = 0; first < byTime.Length; first++)
        {
            // The window is open from the first interaction that is evidence of anything.
            var start = Array.FindIndex(
                byTime,
                first,
                it => question.Funnel.Stages.Any(stage => (stage.All ?? stage.When)!.Any(one => Fits(one, it)))
            );
            for (
                var last = first;
                last < byTime.Length && (start < 0 || last <= start || !Ends(byTime, numbers, question, start, last));
                last++
            )
                expected = Math.Max(
                    expected,
                    question.Funnel.Stages.TakeWhile(stage => Met(stage, byTime, numbers, first, last)).Count()
                );
        }

        FunnelWalk.Of(byTime, numbers, question).Should().HaveCount(expected);
    }

    [Property]
    public void in_strict_order_without_other_interactions_between(Delivery delivery, byte hours)
    {
        var question = Question(delivery, StepOrder.Strict, hours, 0, without: false);
        var stages = Array.ConvertAll(
            question.Funnel.Stages,
            it =>
                it with
                {
                    All = null,
                    When = [.. (it.All ?? it.When)!.Select(one => one with { Count = 1, Visits = 1 })],
                }
        );
        question = question with { Funnel = question.Funnel with { Stages = stages } };
        var (byTime, numbers) = Sorted(delivery);
        var expected = byTime
            .Select(
                (_, first) =>
                    stages
                        .TakeWhile(
                            (stage, i) =>
                                first + i < byTime.Length
                                && stage.When!.Any(one => Fits(one, byTime[first + i]))
                                && (i == 0 || !Ends(byTime, numbers, question, first, first + i))
                        )
                        .Count()
            )
            .DefaultIfEmpty(0)
            .Max();

        FunnelWalk.Of(byTime, numbers, question).Should().HaveCount(expected);
    }

    [Fact]
    public void several_times_and_the_first_of_the_longest_walks_counts()
    {
        var funnel = new FunnelDefined("f", 1, [Stage("a"), Stage("b"), Stage("c")], default);
        Interaction[] byTime = [Page(0, "a"), Page(5, "b"), Page(10, "a"), Page(11, "x"), Page(12, "b"), Page(13, "c")];
        int[] visits = [1, 1, 2, 2, 2, 2];

        FunnelWalk.Of(byTime, visits, new FunnelQuestion(funnel, StepOrder.Ordered)).Should().Equal(0, 5, 13);
        FunnelWalk
            .Of(byTime, visits, new FunnelQuestion(funnel, StepOrder.Ordered, WithinMilliseconds: 3))
            .Should()
            .Equal(10, 12, 13);
        FunnelWalk
            .Of(byTime, visits, new FunnelQuestion(funnel, StepOrder.Ordered, WithinVisits: 1))
            .Should()
            .Equal(10, 12, 13);
        FunnelWalk.Of(byTime, visits, new FunnelQuestion(funnel, StepOrder.Strict)).Should().Equal(0, 5);
        FunnelWalk
            .Of(
                byTime,
                visits,
                new FunnelQuestion(funnel, StepOrder.Ordered, Without: new Evidence("page", ["x"], null))
            )
            .Should()
            .Equal(0, 5);
        FunnelWalk
            .Of([Page(0, "c"), Page(1, "b"), Page(2, "a")], [1, 1, 1], new FunnelQuestion(funnel, StepOrder.Any))
            .Should()
            .Equal(2, 2, 2);
    }

    /// <summary>A visitor with very many interactions keeps nobody waiting.</summary>
    [Fact]
    public void in_200000_interactions_without_delay()
    {
        var funnel = new FunnelDefined("f", 1, [Stage("a"), Stage("b"), Stage("c")], default);
        Interaction[] never = [.. Enumerable.Range(0, 200_000).Select(it => Page(it, "x"))],
            often = [.. Enumerable.Range(0, 200_000).Select(it => Page(it, "a"))];
        var visits = Enumerable.Repeat(1, 200_000).ToArray();

        FunnelWalk
            .Of(never, visits, new FunnelQuestion(funnel, StepOrder.Ordered, WithinMilliseconds: 604_800_000))
            .Should()
            .BeEmpty();
        FunnelWalk.Of(often, visits, new FunnelQuestion(funnel, StepOrder.Ordered, WithinVisits: 3)).Should().Equal(0);
    }

    private static int Furthest(
        Interaction[] byTime,
        int[] visits,
        FunnelQuestion question,
        int step,
        int after,
        int start
    )
    {
        if (step == question.Funnel.Stages.Length)
            return step;
        var furthest = step;
        // The first step may count from anywhere on, each other from right after the one before it.
        for (var from = after + 1; from < (step == 0 ? byTime.Length : Math.Min(after + 2, byTime.Length)); from++)
        {
            for (var i = from; i < byTime.Length && (start < 0 || !Ends(byTime, visits, question, start, i)); i++)
            {
                if (!Met(question.Funnel.Stages[step], byTime, visits, from, i))
                    continue;
                furthest = Math.Max(furthest, Furthest(byTime, visits, question, step + 1, i, start < 0 ? i : start));
                // The window opens as soon as the first step is reached.
                if (step == 0)
                    break;
            }
        }

        return furthest;
    }

    private static bool Met(StageDefinition stage, Interaction[] byTime, int[] visits, int first, int last)
    {
        bool One(Evidence it) =>
            byTime[first..(last + 1)].Count(interaction => Fits(it, interaction)) >= it.Count
            && visits[last] >= it.Visits;
        return stage.All?.All(One) ?? stage.When!.Any(One);
    }

    private static bool Ends(Interaction[] byTime, int[] visits, FunnelQuestion question, int start, int i) =>
        (question.WithinMilliseconds is { } time && byTime[i].At - byTime[start].At > time)
        || (question.WithinVisits is { } most && visits[i] - visits[start] + 1 > most)
        || (question.Without is { } without && Fits(without, byTime[i]));

    private static bool Fits(Evidence evidence, Interaction it) =>
        (evidence.Kind is null || it.Kind == evidence.Kind)
        && (evidence.Name is null || evidence.Name.Contains(it.Name))
        && (evidence.PathPrefix is null || it.Path?.StartsWith(evidence.PathPrefix, StringComparison.Ordinal) == true);

    private static FunnelQuestion Question(Delivery delivery, StepOrder order, byte hours, byte visits, bool without) =>
        new(
            delivery.Rules.Funnels[0] with
            {
                Stages = [.. delivery.Rules.Funnels[0].Stages.Take(3)],
            },
            order,
            hours % 3 == 0 ? null : hours * 1_000_000L,
            visits % 4 == 0 ? null : visits % 4,
            without ? Refund : null
        );

    private static (Interaction[] ByTime, int[] Visits) Sorted(Delivery delivery)
    {
        var byTime = delivery
            .Facts.Select(it => it.Interaction)
            .Where(it => it.IsPartOfVisit)
            .OrderBy(it => it.At)
            .Take(Most)
            .ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, byTime);
        return (byTime, Array.ConvertAll(byTime, it => journey.VisitAt(it.At)));
    }

    private static StageDefinition Stage(string name) => new(name, false, [new Evidence("page", [name], null)], null);

    private static Interaction Page(long at, string name) => new(at, "page", name, null);
}
