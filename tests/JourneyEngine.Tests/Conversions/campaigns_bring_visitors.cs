using FsCheck.Xunit;
using JourneyEngine.Conversions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Conversions;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class campaigns_bring_visitors
{
    /// <summary>At both visit numbers the first converts better; it brings mostly first visits, so that all of its
    /// visits together convert worse.</summary>
    private static readonly VisitCell[] Better = [new(1, 900, 45), new(2, 100, 30)],
        Worse = [new(1, 100, 4), new(2, 900, 225)];

    [Property]
    public void who_are_counted_by_the_origin_of_their_first_interaction(Delivery delivery)
    {
        var interactions = delivery.Facts.Select(it => it.Interaction).Where(it => it.IsPartOfVisit).ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, interactions);
        foreach (var funnel in delivery.Rules.Funnels.Where(_ => interactions.Length > 0))
        {
            var (visits, converted) = (
                NaiveFold.Visits(interactions, delivery.Rules.GapMinutes).Count,
                NaiveFold.Standing(interactions, delivery.Rules.GapMinutes, funnel).ConvertedAtVisit
            );
            var sums = Folded.Sums(funnel, CampaignRates.Origins, journey, delivery.Rules);

            foreach (
                var (part, value) in new[]
                {
                    ("campaign", journey.Origin!.Campaign),
                    ("referrer", journey.Origin.ReferrerHost),
                    ("landing", journey.Origin.Landing),
                }
            )
            {
                var read = CampaignRates.Read(sums, part).Should().ContainSingle().Subject;
                read.Value.Should().Be(value);
                read.Cells.Should()
                    .Equal(
                        Enumerable
                            .Range(1, converted ?? visits)
                            .Select(visit => new VisitCell(visit, 1, visit == converted ? 1 : 0))
                    );
                read.Reached.Should().Equal(Enumerable.Repeat(1L, visits));
            }
        }
    }

    [Fact]
    public void who_are_compared_only_at_the_same_mix_of_visit_numbers()
    {
        var comparison = Comparison.Of(("better", Better), ("worse", Worse));

        (75.0 / 1_000).Should().BeLessThan(229.0 / 1_000, "so the pooled rates have it the wrong way round");
        comparison.Difference.Should().BeApproximately((0.5 * (0.05 - 0.04)) + (0.5 * (0.3 - 0.25)), 1e-12);
        comparison.ByVisit.Should().OnlyContain(it => it.Difference > 0);
        comparison.MixDistance.Should().BeApproximately(0.8, 1e-12);
        comparison.Refused.Should().Contain("pooled rates are not compared");
        (comparison.Low < comparison.Difference && comparison.Difference < comparison.High).Should().BeTrue();
        Comparison
            .Of(("a", Better), ("b", [.. Better.Select(it => it with { Converted = 1 })]))
            .Refused.Should()
            .BeNull("their mixes are the same");
    }

    [Fact]
    public void who_cannot_be_compared_without_a_common_visit_number()
    {
        var comparison = Comparison.Of(("a", [new(1, 10, 1)]), ("b", [new(1, 0, 0), new(2, 10, 1)]));

        (comparison.Difference, comparison.Covered).Should().Be((null, 0));
        comparison.Refused.Should().Contain("cannot be compared");
    }

    [Fact]
    public void with_a_warning_if_a_rate_omits_part_of_the_mix()
    {
        var row = CampaignRows.RowOf(new("spring", [new(1, 100, 5)], [100]), [new(1, 0.8), new(2, 0.2)]);

        row.Standardised.Rate.Should().BeApproximately(0.05, 1e-12);
        row.Standardised.Covered.Should().Be(0.8);
        row.Warning.Should().Be("Nobody was at risk at visit 2: the rate leaves 20.0 % of the mix out.");
        CampaignRows
            .RowOf(new("spring", Better, [1_000, 400]), [new(1, 0.8), new(2, 0.2)])
            .Standardised.Rate.Should()
            .BeApproximately((0.8 * 0.05) + (0.2 * 0.3), 1e-12);
        CampaignRows.RowOf(new("spring", Better, [1_000, 400]), [new(1, 0.8), new(2, 0.2)]).Warning.Should().BeNull();
    }

    [Fact]
    public void who_reach_a_visit_whether_they_converted_before_it_or_never()
    {
        var row = CampaignRows.RowOf(new("spring", [new(1, 100, 60), new(2, 30, 5)], [100, 80, 7]), [new(1, 1)]);

        row.ByVisit.Select(it => (it.Visit, it.Reached, it.AtRisk, it.Converted))
            .Should()
            .Equal((1, 100, 100, 60), (2, 80, 30, 5), (3, 7, 0, 0));
        row.ByVisit[2].Rate.Should().BeNull("nobody was at risk");
        row.Visitors.Should().Be(100);
    }

    [Theory]
    [InlineData("70,20,10", 0.7, 0.2, 0.1)]
    [InlineData("1,0,3", 0.25, 0.75)]
    public void in_a_mix_of_visit_numbers_given_by_weights(string asked, params double[] shares) =>
        VisitMix.Asked(asked)!.Select(it => it.Share).Should().Equal(shares);

    [Theory]
    [InlineData("much")]
    [InlineData("1,-1")]
    [InlineData("0,0")]
    [InlineData("1,,2")]
    public void in_an_invalid_mix_which_is_rejected(string asked) =>
        FluentActions
            .Invoking(() => VisitMix.Asked(asked))
            .Should()
            .Throw<UnacceptableException>()
            .WithMessage("*70,20,10*");
}
