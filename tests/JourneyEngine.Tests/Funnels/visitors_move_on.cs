using FsCheck.Xunit;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Funnels;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Funnels;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_move_on
{
    [Property]
    public void from_visit_to_visit_as_a_sorted_walk_has_it(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).Where(it => it.IsPartOfVisit).ToArray();
        var visits = NaiveFold.Visits(interactions, delivery.Rules.GapMinutes);
        var expected = delivery.Rules.Funnels.SelectMany(funnel =>
        {
            int After(int visit) => NaiveFold.Standing(visits.Take(visit).SelectMany(it => it), delivery.Rules.GapMinutes, funnel).Stage + 1;
            return Enumerable.Range(1, Math.Min(3, visits.Count)).Select(visit => (
                funnel.Name, new Cell(visit, After(visit), visit < visits.Count ? After(visit + 1) : 99)));
        });

        MeasureSums.Of([StageFlow.Flow], Journey.Empty.Fold(delivery.Rules, interactions), delivery.Rules)
            .Select(it => (it.Funnel, it.Cell)).Should().BeEquivalentTo(expected);
    }
}
