using FsCheck.Xunit;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions.Conversions;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 1_000, EndSize = 60)]
public class a_visit_is_at_risk_of_conversion
{
    private const long Ever = long.MaxValue;

    [Property]
    public void until_the_visitor_converts_as_in_a_naive_walk(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, interactions);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var visits = NaiveFold.Visits(interactions, delivery.Rules.GapMinutes);
            var converted = NaiveFold.Standing(interactions, delivery.Rules.GapMinutes, funnel).ConvertedAtVisit;
            var expected = Enumerable
                .Range(1, visits.Count)
                .Where(visit => visit <= (converted ?? visit))
                .Select(visit =>
                    (
                        HazardCell.Of(
                            visit,
                            NaiveFold
                                .Standing(
                                    visits.Take(visit - 1).SelectMany(it => it),
                                    delivery.Rules.GapMinutes,
                                    funnel
                                )
                                .Stage,
                            visit == 1 ? null : visits[visit - 1][0].At - visits[visit - 2][^1].At
                        ),
                        visit == converted
                    )
                );

            Hazards.Of(journey, delivery.Rules, funnel, long.MinValue, Ever).Should().Equal(expected);
        }
    }

    /// <summary>No leak from what came later: what is seen at a moment is what would have been seen then.</summary>
    [Property]
    public void without_knowledge_of_later_interactions(Delivery delivery, ushort share)
    {
        var interactions = delivery
            .Facts.Select(it => it.Interaction)
            .Where(it => it.IsPartOfVisit)
            .OrderBy(it => it.At)
            .ToArray();
        if (interactions.Length == 0)
            return;
        var moment = interactions[0].At + ((interactions[^1].At - interactions[0].At) * share / ushort.MaxValue);
        var (now, then) = (
            Journey.Empty.Fold(delivery.Rules, interactions),
            Journey.Empty.Fold(delivery.Rules, interactions.Where(it => it.At <= moment))
        );
        foreach (var funnel in delivery.Rules.Funnels)
        {
            Hazards
                .Of(now, delivery.Rules, funnel, long.MinValue, moment)
                .Should()
                .Equal(Hazards.Of(then, delivery.Rules, funnel, long.MinValue, moment));
            Hazards
                .Of(now, delivery.Rules, funnel, long.MinValue, Ever)
                .Should()
                .HaveCountGreaterThanOrEqualTo(Hazards.Of(now, delivery.Rules, funnel, moment, Ever).Count());
        }
    }
}
