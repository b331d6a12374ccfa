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
        var moments = Moments(delivery);

        Walked(moments, question).Should().HaveCount(Furthest(moments, question, step: 0, from: 0, start: -1));
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
        var moments = Moments(delivery);
        var all = Enumerable.Range(0, moments.Length).ToArray();
        var reached = Array.ConvertAll(
            question.Funnel.Stages,
            stage => all.Select(from => Array.FindIndex(all, from, to => Met(stage, moments, from, to))).ToHashSet()
        );
        var expected = all.Select(first =>
            reached
                .TakeWhile(it => it.Any(at => at == first || (at > first && IsWithin(moments, question, first, at))))
                .Count()
        );

        Walked(moments, question).Should().HaveCount(expected.DefaultIfEmpty().Max());
    }

    [Property]
    public void in_any_order_at_least_as_far_as_in_order(Delivery delivery, byte hours, byte visits, bool without)
    {
        var question = Question(delivery, StepOrder.Ordered, hours, visits, without);
        var moments = Moments(delivery);

        Walked(moments, question with { Order = StepOrder.Any })
            .Should()
            .HaveCountGreaterThanOrEqualTo(Walked(moments, question).Count);
    }

    /// <summary>Against every choice of moments at which each step could be reached.</summary>
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
        var moments = Moments(delivery);

        int From(int first, int i, int step)
        {
            var here = stages[step..].TakeWhile(stage => moments[i].All.Any(it => Tells(stage, it))).Count();
            var next = i + 1;
            return
                here == 0
                || step + here == stages.Length
                || next == moments.Length
                || !IsWithin(moments, question, first, next)
                || (i > first && !moments[i].All.All(it => stages[step..(step + here + 1)].Any(one => Tells(one, it))))
                ? step + here
                : From(first, next, step + here);
        }

        Walked(moments, question)
            .Should()
            .HaveCount(moments.Select((_, first) => From(first, first, 0)).DefaultIfEmpty(0).Max());
    }

    /// <summary>What is a whole second apart by the clock that told it, and what is not, convert alike.</summary>
    [Theory]
    [InlineData(StepOrder.Ordered, "View", "Buy")]
    [InlineData(StepOrder.Ordered, "View", "Zahlung")]
    [InlineData(StepOrder.Ordered, "צפייה", "קנייה")]
    [InlineData(StepOrder.Strict, "View", "Buy")]
    [InlineData(StepOrder.Strict, "b", "a")]
    [InlineData(StepOrder.Any, "b", "a")]
    public void whose_steps_at_the_very_same_time_are_a_set_whatever_their_names(
        StepOrder order,
        string one,
        string other
    )
    {
        var question = new FunnelQuestion(new FunnelDefined("f", 1, [Stage(one), Stage(other)], default), order);

        foreach (var names in new[] { [one, other], [other, one], [other, one, other], new[] { one, "x", other } })
            Walked([new(1, [.. names.Select(it => Page(7, it))])], question).Should().Equal(7, 7);
    }

    [Fact]
    public void by_one_interaction_that_is_evidence_of_several_steps()
    {
        StageDefinition any = new("any", false, [new Evidence("page", null, null)], null),
            twice = new("twice", true, [new Evidence("page", null, null) { Count = 2 }], null);
        foreach (var order in Enum.GetValues<StepOrder>())
        {
            FunnelQuestion Of(params StageDefinition[] stages) => new(new("f", 1, stages, default), order);

            Walked([new(1, [Page(3, "a")])], Of(any, Stage("a"), Stage("a"))).Should().Equal(3, 3, 3);
            Walked([new(1, [Page(3, "a")]), new(1, [Page(4, "a")])], Of(any, twice)).Should().Equal(3, 4);
            Walked([new(1, [Page(3, "a")])], Of(any, twice)).Should().Equal(3);
        }
    }

    [Fact]
    public void until_something_else_breaks_a_strict_walk()
    {
        var funnel = new FunnelDefined("f", 1, [Stage("a"), Stage("b"), Stage("c")], default);
        var question = new FunnelQuestion(funnel, StepOrder.Strict);

        Walked([new(1, [Page(1, "x"), Page(1, "a")]), new(1, [Page(2, "b")]), new(1, [Page(3, "c")])], question)
            .Should()
            .Equal([1, 2, 3], "what came at the same time as the first may have come before");
        Walked([new(1, [Page(1, "a")]), new(1, [Page(2, "b"), Page(2, "x")]), new(1, [Page(3, "c")])], question)
            .Should()
            .Equal([1, 2], "the other lies between");
        Walked([new(1, [Page(1, "a")]), new(1, [Page(2, "c"), Page(2, "b")])], question).Should().Equal(1, 2, 2);
    }

    [Fact]
    public void past_what_ends_a_walk_at_the_same_time_as_a_step()
    {
        var funnel = new FunnelDefined("f", 1, [Stage("a"), Stage("b")], default);
        var question = new FunnelQuestion(funnel, StepOrder.Ordered, Without: new Evidence("page", ["x"], null));

        Walked([new(1, [Page(1, "a"), Page(1, "x")]), new(1, [Page(2, "b")])], question).Should().Equal(1, 2);
        Walked([new(1, [Page(1, "a")]), new(1, [Page(2, "x"), Page(2, "b")])], question).Should().Equal(1, 2);
        Walked([new(1, [Page(1, "a")]), new(1, [Page(2, "x")]), new(1, [Page(3, "b")])], question).Should().Equal(1);
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

    private static int Furthest(At[] moments, FunnelQuestion question, int step, int from, int start)
    {
        if (step == question.Funnel.Stages.Length)
            return step;
        var furthest = step;
        // The first step may count from anywhere on, each other from when the one before it was reached.
        for (; from < moments.Length; from++)
        {
            for (
                var i = from;
                i < moments.Length && (start < 0 || i == start || IsWithin(moments, question, start, i));
                i++
            )
            {
                if (!Met(question.Funnel.Stages[step], moments, from, i))
                    continue;
                furthest = Math.Max(furthest, Furthest(moments, question, step + 1, i, start < 0 ? i : start));
                // The window opens as soon as the first step is reached.
                if (step == 0)
                    break;
            }

            if (step > 0)
                break;
        }

        return furthest;
    }

    private static bool Met(StageDefinition stage, At[] moments, int first, int last)
    {
        bool One(Evidence it) =>
            moments[first..(last + 1)].Sum(moment => moment.All.Count(interaction => Fits(it, interaction))) >= it.Count
            && moments[last].Visit >= it.Visits;
        return stage.All?.All(One) ?? stage.When!.Any(One);
    }

    /// <summary>Nothing that ends the walk lies between the moment of its first step and another one.</summary>
    private static bool IsWithin(At[] moments, FunnelQuestion question, int start, int i) =>
        (question.WithinMilliseconds is not { } time || moments[i].All[0].At - moments[start].All[0].At <= time)
        && (question.WithinVisits is not { } most || moments[i].Visit - moments[start].Visit + 1 <= most)
        && (
            question.Without is not { } without
            || !moments[(start + 1)..i].Any(moment => moment.All.Any(it => Fits(without, it)))
        );

    private static bool Tells(StageDefinition stage, Interaction it) =>
        (stage.All ?? stage.When)!.Any(one => Fits(one, it));

    private static bool Fits(Evidence evidence, Interaction it) =>
        (evidence.Kind is null || it.Kind == evidence.Kind)
        && (evidence.Name is null || evidence.Name.Contains(it.Name))
        && (
            evidence.PathPrefix is null
            || (
                it.Path is { } path
                && $"{path}/".StartsWith(evidence.PathPrefix.TrimEnd('/') + "/", StringComparison.Ordinal)
            )
        );

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

    /// <summary>What happened at one time, in the visit with a number.</summary>
    private sealed record At(int Visit, Interaction[] All);

    private static IReadOnlyList<long> Walked(At[] moments, FunnelQuestion question)
    {
        var all = moments.SelectMany(moment => moment.All.Select(it => (it, moment.Visit))).ToArray();
        return FunnelWalk.Of(Array.ConvertAll(all, it => it.it), Array.ConvertAll(all, it => it.Visit), question);
    }

    private static At[] Moments(Delivery delivery)
    {
        var byTime = delivery
            .Facts.Select(it => it.Interaction)
            .Where(it => it.IsPartOfVisit)
            .OrderBy(it => it.At)
            .Take(Most)
            .ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, byTime);
        return [.. byTime.GroupBy(it => it.At).Select(it => new At(journey.VisitAt(it.Key), [.. it]))];
    }

    private static StageDefinition Stage(string name) => new(name, false, [new Evidence("page", [name], null)], null);

    private static Interaction Page(long at, string name) => new(at, "page", name, null);
}
