using System.Globalization;
using JourneyEngine.Decisions.OffPolicy;

namespace JourneyEngine.Tests.Decisions.OffPolicy;

public sealed class a_log_of_any_length_is_added_up
{
    [Theory]
    [InlineData(Estimator.Ips)]
    [InlineData(Estimator.Snips)]
    [InlineData(Estimator.Dm)]
    [InlineData(Estimator.Dr)]
    public void with_the_same_numbers_as_one_that_is_held_whole(Estimator estimator)
    {
        var log = Log(visitors: 500, decisions: 3_000);

        Estimate
            .Of(estimator, Sums(log, mostVisitors: 500), seed: 7)
            .Should()
            .BeEquivalentTo(
                Estimate.OfVisitors(estimator, log.GroupBy(it => it.Visitor, it => it.Decision), seed: 7, clip: 10)
            );
    }

    [Theory]
    [InlineData(Estimator.Snips)]
    [InlineData(Estimator.Dr)]
    public void with_an_interval_over_groups_where_visitors_are_too_many(Estimator estimator)
    {
        var log = Log(visitors: 20_000, decisions: 40_000);
        var (whole, grouped) = (Sums(log, mostVisitors: 20_000), Sums(log, mostVisitors: 5_000));

        var (exact, near) = (Estimate.Of(estimator, whole, seed: 7), Estimate.Of(estimator, grouped, seed: 7));

        (whole.IsGrouped, grouped.IsGrouped).Should().Be((false, true));
        near.Decisions.Should().Be(40_000);
        near.Value.Should().BeApproximately(exact.Value!.Value, 1e-12);
        near.EffectiveSampleSize.Should().BeApproximately(exact.EffectiveSampleSize, 1e-6);
        near.MeanWeight.Should().BeApproximately(exact.MeanWeight, 1e-12);
        near.GreatestWeight.Should().Be(exact.GreatestWeight);
        near.WeightRemoved.Should().BeApproximately(exact.WeightRemoved, 1e-12);
        near.Warnings.Should().Equal(exact.Warnings);
        ((near.High - near.Low) / (exact.High - exact.Low)).Should().BeInRange(0.85, 1.15);
    }

    /// <summary>Visitors whose answers are alike, in no order, and a weight that clipping cuts.</summary>
    private static List<(string Visitor, Replayed Decision)> Log(int visitors, int decisions)
    {
        var random = new Random(5);
        var likes = Enumerable.Range(0, visitors).Select(_ => random.NextDouble()).ToArray();
        return
        [
            .. Enumerable
                .Range(0, decisions)
                .Select(_ =>
                {
                    var (visitor, propensity) = (random.Next(visitors), random.Next(20) == 0 ? 0.02 : 0.5);
                    return (
                        visitor.ToString(CultureInfo.InvariantCulture),
                        new Replayed(propensity, 0.5, random.NextDouble() < likes[visitor] ? 1 : 0, 0.4, 0.5)
                    );
                }),
        ];
    }

    private static ClusteredSums Sums(List<(string Visitor, Replayed Decision)> log, int mostVisitors)
    {
        var sums = new ClusteredSums(clip: 10, mostVisitors, groups: 2_000);
        foreach (var (visitor, decision) in log)
            sums.Add(visitor, decision);
        return sums;
    }
}
