using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Funnels;

/// <summary>The second look reaches the first step, and the purchase is near to it.</summary>
public class the_window_of_a_walk_opens
{
    [Theory]
    [InlineData(StepOrder.Ordered)]
    [InlineData(StepOrder.Any)]
    public void when_the_first_step_is_reached_and_not_at_the_first_of_two_looks(StepOrder order) =>
        Walked(order, (0, "look"), (20, "look"), (30, "buy")).Should().Equal(20, 30);

    [Theory]
    [InlineData(StepOrder.Ordered)]
    [InlineData(StepOrder.Any)]
    public void by_none_of_the_later_steps(StepOrder order) =>
        Walked(order, (0, "return"), (1, "look"), (20, "look"), (30, "buy")).Should().Equal(20, 30);

    private static IReadOnlyList<long> Walked(StepOrder order, params (long At, string Name)[] pages) =>
        FunnelWalk.Of(
            Array.ConvertAll(pages, it => new Interaction(it.At, "page", it.Name, null)),
            [.. pages.Select(_ => 1)],
            new FunnelQuestion(
                new FunnelDefined("f", 1, [Stage("look", 2), Stage("buy", 1), Stage("return", 1)], default),
                order,
                WithinMilliseconds: 24
            )
        );

    private static StageDefinition Stage(string name, int count) =>
        new(name, false, [new Evidence("page", [name], null) { Count = count }], null);
}
