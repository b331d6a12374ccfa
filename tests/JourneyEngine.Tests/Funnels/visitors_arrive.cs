using FsCheck.Xunit;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Funnels;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Funnels;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_arrive
{
    [Property]
    public void once_each_in_the_hour_and_stage_of_their_first_visit(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).Where(it => it.IsPartOfVisit).ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, interactions);
        if (interactions.Length == 0)
            return;
        var first = NaiveFold.Visits(interactions, delivery.Rules.GapMinutes)[0];
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var stage = NaiveFold.Standing(first, delivery.Rules.GapMinutes, funnel).Stage;

            StageArrivals
                .Rows(Folded.Sums(funnel, StageArrivals.Arrived, journey, delivery.Rules), funnel)
                .Should()
                .ContainSingle()
                .Which.Should()
                .Be(
                    new StageArrivals.Row(
                        NaiveClock.Local(delivery.Rules.Calendar.TimeZone, first[0].At).Hour,
                        stage < 0 ? null : funnel.Stages[stage].Name,
                        1
                    )
                );
        }
    }
}
