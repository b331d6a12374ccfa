using JourneyEngine.Decisions.Beliefs;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Decisions.Beliefs;

public sealed class the_intraclass_correlation_is_estimated
{
    private const int Parents = 10;
    private const int Names = 8;
    private const double Deviation = 0.5;

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void within_0_12_of_the_truth_on_average_over_forty_sites(double share)
    {
        var shares = Enumerable
            .Range(1, 40)
            .Select(seed =>
                IntraclassCorrelation.Of(Children(share, trials: 2_000, new Random(seed)), Deviation * Deviation)
            )
            .ToArray();

        shares.Average().Should().BeApproximately(share, 0.12, "of one site it is known to about a fifth");
        shares.Should().OnlyContain(it => Math.Abs(it - share) < 0.45);
    }

    [Fact]
    public void as_two_thirds_before_any_name_is_seen_twice()
    {
        IntraclassCorrelation.Of<int>([], 0.2).Should().BeApproximately(2 / 3.0, 0.02);
        IntraclassCorrelation.Of(Children(0, trials: 0, new Random(1)), 0.2).Should().BeApproximately(2 / 3.0, 0.02);
        IntraclassCorrelation
            .Of(Children(0, trials: 2_000, new Random(1)).DistinctBy(it => it.Name), 0.2)
            .Should()
            .BeApproximately(2 / 3.0, 0.02, "no name is seen twice");
    }

    private static List<(int Name, BetaPosterior Mean, PseudoCounts Seen)> Children(
        double share,
        int trials,
        Random random
    )
    {
        var common = Enumerable
            .Range(0, Names)
            .Select(_ => Normal.Sample(random, 0, Deviation * Math.Sqrt(share)))
            .ToArray();
        var children = new List<(int, BetaPosterior, PseudoCounts)>();
        foreach (
            var (_, name) in from parent in Enumerable.Range(0, Parents)
            from name in Enumerable.Range(0, Names)
            select (parent, name)
        )
        {
            var chance =
                1 / (1 + Math.Exp(2 - common[name] - Normal.Sample(random, 0, Deviation * Math.Sqrt(1 - share))));
            children.Add(
                (
                    name,
                    BetaPosterior.OfTrials(1 / (1 + Math.Exp(2)), 10_000),
                    new PseudoCounts(trials, trials == 0 ? 0 : Binomial.Sample(random, chance, trials))
                )
            );
        }

        return children;
    }
}
