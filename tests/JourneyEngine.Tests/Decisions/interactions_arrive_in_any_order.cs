using FsCheck.Xunit;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 2_000, EndSize = 60)]
public class interactions_arrive_in_any_order
{
    [Property]
    public void the_journey_is_the_same_byte_for_byte(Delivery delivery)
    {
        var atOnce = Journey.Empty.Fold(delivery.Rules, delivery.Facts.Select(it => it.Interaction));

        JourneyBytes.Write(Delivered(delivery)).Should().Equal(JourneyBytes.Write(atOnce));
    }

    [Property]
    public void visits_are_those_of_a_sorted_walk(Delivery delivery)
    {
        var visits = NaiveFold.Visits(delivery.Facts.Select(it => it.Interaction), delivery.Rules.GapMinutes);

        Delivered(delivery).Visits.Select(it => (it.Start, it.End, it.Interactions))
            .Should().Equal(visits.Select(it => (it[0].At, it[^1].At, it.Count)));
    }

    [Property]
    public void stages_and_conversions_are_those_of_a_sorted_walk(Delivery delivery)
    {
        var journey = Delivered(delivery);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var standing = FunnelProgress.Of(journey, delivery.Rules, funnel);

            (standing.StageIndex, standing.Conversion?.Visit)
                .Should().Be(NaiveFold.Standing(delivery.Facts.Select(it => it.Interaction), delivery.Rules.GapMinutes, funnel));
        }
    }

    [Property]
    public void what_became_of_each_decision_is_what_each_answer_says(Delivery delivery)
    {
        var journey = Delivered(delivery);
        foreach (var slot in delivery.Rules.Slots)
        {
            Outcomes.Of(journey, delivery.Rules, slot.Slot).ToDictionary(it => it.Offer.DecisionId, it => (it.Accepted, it.Declined, it.Offer.Shown))
                .Should().BeEquivalentTo(NaiveFold.Outcomes(delivery.Facts.Select(it => it.Interaction), slot));
        }
    }

    [Property]
    public void what_brought_the_visitor_is_what_the_earliest_says(Delivery delivery)
    {
        var first = delivery.Facts.Select(it => it.Interaction).Where(it => it.IsPartOfVisit).OrderBy(it => it.At)
            .ThenBy(it => it.Campaign, StringComparer.Ordinal).ThenBy(it => it.ReferrerHost, StringComparer.Ordinal).ThenBy(it => it.Path ?? it.Name, StringComparer.Ordinal)
            .Select(it => new Origin(it.Campaign, it.ReferrerHost, it.Path ?? it.Name)).FirstOrDefault();

        Delivered(delivery).Origin.Should().Be(first);
        JourneyBytes.Read(JourneyBytes.Write(Delivered(delivery)))!.Origin.Should().Be(first);
    }

    /// <summary>A sum is named by it, and what is too long for an index would stop the projection of every site.</summary>
    [Fact]
    public void what_brought_the_visitor_is_kept_up_to_a_length()
    {
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 200)) + "x";

        var origin = Origin.Of(new Interaction(0, "page", null, "/" + text, Campaign: text));

        (origin.Campaign!.Length, origin.Landing!.Length).Should().Be((Origin.Longest, Origin.Longest - 1), "no character is cut in two");
    }

    [Property]
    public void what_is_stored_reads_back_the_same(Delivery delivery)
    {
        var stored = JourneyBytes.Write(Delivered(delivery));

        JourneyBytes.Write(JourneyBytes.Read(stored)!).Should().Equal(stored);
    }

    /// <summary>As the engine does it: each message once, batch by batch, through the stored form.</summary>
    private static Journey Delivered(Delivery delivery)
    {
        var seen = new HashSet<int>();
        return delivery.Batches.Aggregate(Journey.Empty, (journey, batch) => JourneyBytes.Read(JourneyBytes.Write(
            journey.Fold(delivery.Rules, batch.Where(it => seen.Add(it.MessageId)).Select(it => it.Interaction))))!);
    }
}
