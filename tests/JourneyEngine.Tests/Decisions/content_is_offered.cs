using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;

namespace JourneyEngine.Tests.Decisions;

public class content_is_offered
{
    private static readonly JsonElement Text = JsonSerializer.SerializeToElement("text");
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void as_the_default_to_a_visitor_never_seen()
    {
        var offered = Offer(Slot(Policies.Rules, new Content("any", Text)), Of(null, visits: 0));

        offered.Content.Should().Be("default");
        offered.Propensity.Should().Be(1);
        offered.Reasons.Should().ContainSingle().Which.Should().Contain("Nothing is known");
    }

    [Fact]
    public void as_the_first_that_fits_stage_and_visit()
    {
        var slot = Slot(
            Policies.Rules,
            new Content("early", Text, ToVisit: 1),
            new Content("other stage", Text, ["Customer"]),
            new Content("fits", Text, ["Reader"], FromVisit: 2)
        );

        Offer(slot, Of("Reader", visits: 2)).Content.Should().Be("fits");
        Offer(slot, Of("Reader", visits: 1)).Content.Should().Be("early");
        Offer(slot, Of("Customer", visits: 9)).Content.Should().Be("other stage");
        Offer(slot, Of(null, visits: 2)).Content.Should().Be("default");
    }

    [Fact]
    public void at_random_as_often_as_its_propensity_says()
    {
        var slot = Slot(Policies.Uniform, new Content("a", Text), new Content("b", Text), new Content("c", Text));
        var offered = Enumerable.Range(0, 30_000).Select(seed => Offer(slot, Of("Reader", 1), (ulong)seed)).ToList();

        offered.Should().OnlyContain(it => it.Propensity == 1.0 / 3);
        foreach (var content in offered.GroupBy(it => it.Content))
            content.Count().Should().BeInRange(9_700, 10_300);
    }

    [Fact]
    public void identically_for_the_same_seed()
    {
        var slot = Slot(Policies.Uniform, [.. Enumerable.Range(0, 20).Select(i => new Content($"c{i}", Text))]);

        Enumerable
            .Range(0, 100)
            .Should()
            .OnlyContain(seed =>
                Offer(slot, Of("Reader", 1), (ulong)seed).Content == Offer(slot, Of("Reader", 1), (ulong)seed).Content
            );
    }

    [Fact]
    public void by_random_numbers_equal_to_the_published_splitmix64()
    {
        // The first output of SplitMix64 for seed 1234567 is 6457827717110365317, in the authors' reference code.
        new Seeded(1_234_567)
            .NextDouble()
            .Should()
            .Be((6457827717110365317UL >> 11) * Math.Pow(2, -53));
    }

    private static ContentOffered Offer(SlotDefined slot, Snapshot snapshot, ulong seed = 1) =>
        Decide.Offer(slot, snapshot, Guid.Empty, seed, At);

    private static SlotDefined Slot(string policy, params Content[] contents) =>
        new("hero", 1, "f", policy, new Content("default", Text), contents, At);

    private static Snapshot Of(string? stage, int visits) => new("f", 1, stage, visits, At, At, false, 1);
}
