using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions.Persons;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 2_000, EndSize = 60)]
public class journeys_of_a_person_are_merged
{
    [Property]
    public void into_what_all_facts_together_fold_to(Delivery delivery)
    {
        var facts = delivery.Facts.Select(it => it.Interaction).ToArray();
        // What two devices said of consent is not what one said: the stricter holds.
        var acts = facts.Select(it => it with { Choices = null }).ToArray();
        var parts = acts.Select((it, i) => (it, i % 3))
            .GroupBy(it => it.Item2)
            .Select(part => Journey.Empty.Fold(delivery.Rules, part.Select(it => it.it)))
            .ToArray();
        var together = JourneyBytes.Write(Journey.Empty.Fold(delivery.Rules, acts));

        Merged(parts, delivery.Rules).Should().Equal(together);
        Merged(parts.Reverse(), delivery.Rules).Should().Equal(together);
        Merged(parts.Prepend(Journey.Empty), delivery.Rules).Should().Equal(together);
    }

    [Property]
    public void in_any_order_and_grouping(Delivery delivery)
    {
        var parts = delivery
            .Facts.Select((it, i) => (it.Interaction, i % 3))
            .GroupBy(it => it.Item2)
            .Select(part => Journey.Empty.Fold(delivery.Rules, part.Select(it => it.Interaction)))
            .ToList();
        while (parts.Count < 3)
            parts.Add(Journey.Empty);
        var (a, b, c, rules) = (parts[0], parts[1], parts[2], delivery.Rules);

        JourneyBytes
            .Write(a.Merge(b, rules).Merge(c, rules))
            .Should()
            .Equal(JourneyBytes.Write(a.Merge(b.Merge(c, rules), rules)))
            .And.Equal(JourneyBytes.Write(c.Merge(b, rules).Merge(a, rules)));
    }

    [Fact]
    public void with_the_refusal_of_either_device()
    {
        var early = new Interaction(1, "", null, null, new Choices([], [Purpose.Measure]));
        var late = new Interaction(2, "", null, null, new Choices([Purpose.Measure, "updates"], []));
        var (one, other) = (
            Journey.Empty.Fold(FoldRules.Default, [early]),
            Journey.Empty.Fold(FoldRules.Default, [late])
        );

        one.Merge(other, FoldRules.Default)
            .Consents.Should()
            .Equal(
                new Consent(Purpose.Measure, null, new ConsentStatement(false, 1)),
                new Consent("updates", null, new ConsentStatement(true, 2))
            );
    }

    private static byte[] Merged(IEnumerable<Journey> parts, FoldRules rules) =>
        JourneyBytes.Write(parts.Aggregate(Journey.Empty, (all, it) => all.Merge(it, rules)));
}
