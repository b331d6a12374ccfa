using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Measures;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 200, EndSize = 60)]
public class a_visitor_is_counted
{
    [Property]
    public void at_each_step_so_that_the_sums_are_those_of_the_journey_at_the_end(Delivery delivery)
    {
        var (journey, sums) = (Journey.Empty, new Dictionary<SumKey, long>());
        foreach (var fact in delivery.Facts)
        {
            var now = journey.Fold(delivery.Rules, [fact.Interaction]);
            MeasureSums.Move(sums, Of(journey, delivery.Rules), Of(now, delivery.Rules));
            journey = now;
        }

        var atOnce = Of(
            Journey.Empty.Fold(delivery.Rules, delivery.Facts.Select(it => it.Interaction)),
            delivery.Rules
        );
        sums.Should().BeEquivalentTo(atOnce.CountBy(it => it).ToDictionary(it => it.Key, it => (long)it.Value));
    }

    [Fact]
    public void nowhere_once_counting_is_refused()
    {
        Interaction[] facts =
        [
            new(1_000, "page", "home", null),
            new(2_000, "", null, null, new Choices([], [Purpose.Measure])),
        ];

        Of(Journey.Empty.Fold(FoldRules.Default, facts), FoldRules.Default).Should().BeEmpty();
    }

    private static IEnumerable<SumKey> Of(Journey journey, FoldRules rules) =>
        MeasureSums.Of(Engine.Measures, journey, rules);
}
