using FsCheck.Xunit;
using JourneyEngine.Conversions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Tests.Decisions;

namespace JourneyEngine.Tests.Conversions;

[Properties(Arbitrary = [typeof(Arbitrary)], MaxTest = 500, EndSize = 60)]
public class visitors_take_time_to_convert
{
    /// <summary>Remission under 6-MP (Freireich et al. 1963): the example of the textbooks, with the figures that they
    /// print.</summary>
    [Fact]
    public void along_the_published_kaplan_meier_curve_of_freireich_1963()
    {
        var rows = KaplanMeier.Survival([(21, 3), (17, 1), (15, 1), (12, 1), (11, 1), (7, 1), (6, 1)]);

        rows.Select(it => Math.Round(it.NotYet, 3)).Should().Equal(0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448);
        (Math.Round(rows[0].Low, 3), Math.Round(rows[0].High, 3)).Should().Be((0.620, 0.952));
        (Math.Round(rows[^1].Low, 3), Math.Round(rows[^1].High, 3)).Should().Be((0.188, 0.680));
    }

    [Fact]
    public void with_a_curve_at_1_or_0_if_nobody_or_everybody_converts()
    {
        KaplanMeier.Survival([]).Should().BeEmpty();
        KaplanMeier.Survival([(5, 0)]).Should().Equal(new TimeToConvert.VisitRow(1, 5, 0, 1, 1, 1));
        KaplanMeier.Survival([(5, 5)]).Should().Equal(new TimeToConvert.VisitRow(1, 5, 5, 0, 0, 0));
    }

    [Property]
    public void in_whole_days_equal_to_a_naive_walk(Delivery delivery)
    {
        var interactions = delivery
            .Facts.Select(it => it.Interaction)
            .Where(it => it.IsPartOfVisit)
            .OrderBy(it => it.At)
            .ToArray();
        var journey = Journey.Empty.Fold(delivery.Rules, interactions);
        foreach (var funnel in delivery.Rules.Funnels)
        {
            var rows = TimeToConvert.Days(Folded.Sums(funnel, TimeToConvert.AfterDays, journey, delivery.Rules));

            if (FirstConverted(interactions, delivery.Rules.GapMinutes, funnel) is { } at)
                rows.Should().Equal(new TimeToConvert.DayRow((int)((at - interactions[0].At) / 86_400_000), 1));
            else
                rows.Should().BeEmpty();
        }
    }

    private static long? FirstConverted(
        Interaction[] sorted,
        int gapMinutes,
        JourneyEngine.Contracts.FunnelDefined funnel
    ) =>
        Enumerable
            .Range(1, sorted.Length)
            .Where(count => NaiveFold.Standing(sorted.Take(count), gapMinutes, funnel).ConvertedAtVisit is not null)
            .Select(count => (long?)sorted[count - 1].At)
            .FirstOrDefault();
}
