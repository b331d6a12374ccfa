using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Learning;

namespace JourneyEngine.Tests.Decisions;

public sealed class a_policy_chooses_content
{
    private static readonly JsonElement Text = JsonSerializer.SerializeToElement("text");
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Snapshot Seen = new("f", 1, "Reader", 1, At, At, false, 1);

    private static readonly Posterior Learned = new(
        new PosteriorUpdated(
            "hero",
            4,
            [new("a", "Reader", 1, 1_000, 100), new("b", "Reader", 1, 1_000, 90), new("c", "Reader", 1, 1_000, 50)],
            At
        )
    );

    [Fact]
    public void as_often_as_its_logged_propensity_says()
    {
        var offered = Enumerable.Range(0, 30_000).Select(seed => Offer(Slot(Policies.Learning), (ulong)seed)).ToList();

        offered
            .Should()
            .OnlyContain(it =>
                it.PosteriorVersion == 4 && it.Propensity == it.Probabilities![Array.IndexOf(it.Eligible, it.Content)]
            );
        foreach (var content in offered.GroupBy(it => it.Content))
            content
                .Count()
                .Should()
                .BeInRange(
                    (int)((30_000 * content.First().Propensity) - 300),
                    (int)((30_000 * content.First().Propensity) + 300)
                );
        offered.Select(it => it.Content).Distinct().Should().HaveCount(3, "each keeps a share of the floor");
    }

    [Fact]
    public void which_is_always_the_default_if_it_is_fixed()
    {
        var offered = Offer(Slot(Policies.Fixed), 1);

        (offered.Content, offered.Propensity, offered.Probabilities).Should().Be(("default", 1, null));
        offered.Reasons[^1].Should().Contain("to everybody");
    }

    [Fact]
    public void which_is_always_the_default_for_the_holdout()
    {
        var offered = Decide.Offer(Slot(Policies.Learning), Seen, Guid.Empty, 1, At, heldOut: true, Learned);

        (offered.Content, offered.Propensity, offered.HeldOut).Should().Be(("default", 1, true));
        offered.Reasons[^1].Should().Contain("holdout");
    }

    [Fact]
    public void for_all_but_a_held_out_share_of_always_the_same_visitors()
    {
        var slot = Slot(Policies.Rules) with { Holdout = 0.1 };
        var held = Enumerable
            .Range(0, 20_000)
            .Select(i => $"visitor {i}")
            .Where(it => Snapshots.IsHeldOut("site", it, slot))
            .ToHashSet();

        held.Count.Should().BeInRange(1_870, 2_130, "10 % of 20,000, give or take three standard errors");
        var greater = slot with { Version = 9, Holdout = 0.3 };
        held.Should()
            .OnlyContain(it => Snapshots.IsHeldOut("site", it, greater), "a greater share holds out the same and more");
    }

    [Fact]
    public void beside_a_shadow_policy_whose_probability_is_logged()
    {
        var offered = Enumerable
            .Range(0, 3_000)
            .Select(seed => Offer(Slot(Policies.Uniform) with { Shadow = Policies.Learning }, (ulong)seed))
            .ToList();

        offered
            .Should()
            .OnlyContain(it => it.Propensity == 1.0 / 3 && it.Probabilities == null && it.PosteriorVersion == 4);
        offered
            .GroupBy(it => it.Content)
            .Should()
            .OnlyContain(it => it.Select(one => one.Shadow!.Probability).Distinct().Count() == 1);
        offered.DistinctBy(it => it.Content).Sum(it => it.Shadow!.Probability).Should().BeApproximately(1, 1e-11);
    }

    [Fact]
    public void with_the_same_bytes_for_the_same_seed()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var slot = Slot(Policies.Learning) with { Shadow = Policies.Uniform };
            JsonSerializer
                .Serialize(
                    Decide.Offer(
                        slot,
                        Seen,
                        Guid.Empty,
                        seed,
                        At,
                        false,
                        new Posterior(new PosteriorUpdated("hero", 4, [.. Cells()], At))
                    )
                )
                .Should()
                .Be(JsonSerializer.Serialize(Offer(slot, seed)));
        }
    }

    private static IEnumerable<PosteriorCell> Cells() =>
        [new("a", "Reader", 1, 1_000, 100), new("b", "Reader", 1, 1_000, 90), new("c", "Reader", 1, 1_000, 50)];

    private static ContentOffered Offer(SlotDefined slot, ulong seed) =>
        Decide.Offer(slot, Seen, Guid.Empty, seed, At, false, Learned);

    private static SlotDefined Slot(string policy) =>
        new(
            "hero",
            1,
            "f",
            policy,
            new Content("default", Text),
            [new("a", Text), new("b", Text), new("c", Text)],
            At,
            new OutcomeDefinition([new Evidence("track", ["Clicked"], null)], null, 24)
        );
}
