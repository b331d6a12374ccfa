using FsCheck.Xunit;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 2_000, EndSize = 60)]
public class interactions_arrive_in_any_order
{
    [Property]
    public void without_changing_a_byte_of_the_journey(Delivery delivery)
    {
        var atOnce = Journey.Empty.Fold(delivery.Rules, delivery.Facts.Select(it => it.Interaction));

        JourneyBytes.Write(Delivered(delivery)).Should().Equal(JourneyBytes.Write(atOnce));
    }

    [Property]
    public void in_the_same_visits_as_in_a_sorted_walk(Delivery delivery)
    {
        var visits = NaiveFold.Visits(delivery.Facts.Select(it => it.Interaction), delivery.Rules.GapMinutes);

        Delivered(delivery)
            .Visits.Select(it => (it.Start, it.End, it.Interactions))
            .Should()
            .Equal(visits.Select(it => (it[0].At, it[^1].At, it.Count)));
    }

    [Property]
    public void in_the_same_stages_and_conversions_as_in_a_sorted_walk(Delivery delivery)
    {
        var journey = Delivered(delivery);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var standing = FunnelProgress.Of(journey, delivery.Rules, funnel);

            (standing.StageIndex, standing.Conversion?.Visit)
                .Should()
                .Be(NaiveFold.Standing(delivery.Facts.Select(it => it.Interaction), delivery.Rules.GapMinutes, funnel));
        }
    }

    [Property]
    public void with_the_outcome_of_each_decision_as_its_answers_say(Delivery delivery)
    {
        var journey = Delivered(delivery);
        foreach (var slot in delivery.Rules.Slots)
        {
            Outcomes
                .Of(journey, delivery.Rules, slot.Slot)
                .ToDictionary(
                    it => it.Offer.DecisionId,
                    it => new NaiveFold.Outcome(
                        it.Accepted,
                        it.Declined,
                        it.Offer.Shown,
                        it.Crowded,
                        it.AcceptedInCrowd
                    )
                )
                .Should()
                .BeEquivalentTo(
                    NaiveFold.Outcomes(delivery.Facts.Select(it => it.Interaction), delivery.Rules.GapMinutes, slot)
                );
        }
    }

    [Property]
    public void with_the_origin_that_the_earliest_one_has(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).Where(it => it.IsPartOfVisit).ToArray();
        var earliest = interactions.Where(it => it.At == interactions.Min(one => one.At)).ToArray();
        string? Least(Func<Interaction, string?> part) => earliest.Select(part).Min(StringComparer.Ordinal);
        var first =
            earliest.Length == 0
                ? null
                : new Origin(
                    Least(it => it.Campaign),
                    Least(it => it.ReferrerHost),
                    Least(it => it.Path ?? (it.Kind is "page" or "screen" ? it.Name : null))
                );

        Delivered(delivery).Origin.Should().Be(first);
        JourneyBytes.Read(JourneyBytes.Write(Delivered(delivery)))!.Origin.Should().Be(first);
    }

    /// <summary>A sum is named by it, and what is too long for an index would stop the projection of every
    /// site.</summary>
    [Fact]
    public void with_an_origin_cut_to_its_maximum_length()
    {
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 200)) + "x";

        var origin = Origin.Of(new Interaction(0, "page", null, "/" + text, Campaign: text));

        (origin.Campaign!.Length, origin.Landing!.Length)
            .Should()
            .Be((Origin.Longest, Origin.Longest - 1), "no character is cut in two");
    }

    [Property]
    public void in_a_journey_that_is_stored_and_read_back_unchanged(Delivery delivery)
    {
        var stored = JourneyBytes.Write(Delivered(delivery));

        JourneyBytes.Write(JourneyBytes.Read(stored)!).Should().Equal(stored);
    }

    /// <summary>As the engine does it: each message once, batch by batch, through the stored form.</summary>
    private static Journey Delivered(Delivery delivery)
    {
        var seen = new HashSet<int>();
        return delivery.Batches.Aggregate(
            Journey.Empty,
            (journey, batch) =>
                JourneyBytes.Read(
                    JourneyBytes.Write(
                        journey.Fold(
                            delivery.Rules,
                            batch.Where(it => seen.Add(it.MessageId)).Select(it => it.Interaction)
                        )
                    )
                )!
        );
    }
}
