using FsCheck.Xunit;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Funnels;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Funnels;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_move_between_stages
{
    [Property]
    public void from_visit_to_visit_as_in_a_naive_walk(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).Where(it => it.IsPartOfVisit).ToArray();
        var visits = NaiveFold.Visits(interactions, delivery.Rules.GapMinutes);
        var journey = Journey.Empty.Fold(delivery.Rules, interactions);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var expected = Enumerable
                .Range(1, Math.Min(3, visits.Count))
                .Select(visit =>
                    visit < visits.Count
                        ? new StageFlow.Row(visit, After(visit), Returned: true, After(visit + 1), 1)
                        : new StageFlow.Row(visit, After(visit), Returned: false, To: null, 1)
                );

            StageFlow
                .Rows(Folded.Sums(funnel, StageFlow.Flow, journey, delivery.Rules))
                .Should()
                .BeEquivalentTo(expected);

            string? After(int visit)
            {
                var walked = visits.Take(visit).SelectMany(it => it);
                var stage = NaiveFold.Standing(walked, delivery.Rules.GapMinutes, funnel).Stage;
                return stage < 0 ? null : funnel.Stages[stage].Name;
            }
        }
    }
}
