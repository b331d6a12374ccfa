using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Learning;
using MathNet.Numerics;

namespace JourneyEngine.Tests.Decisions.Learning;

public sealed class the_best_content_is_learned
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 1, 2)]
    [InlineData(50, 950, 60, 940)]
    [InlineData(1, 200, 3, 400)]
    [InlineData(200, 1, 3, 2)]
    [InlineData(5_000, 95_000, 1, 19)]
    [InlineData(1, 999_999, 2, 1_999_998)]
    public void with_the_closed_form_probability_of_being_best_of_two(double a1, double b1, double a2, double b2)
    {
        var chances = ProbabilityOfBest.Probabilities([new BetaPosterior(a1, b1), new BetaPosterior(a2, b2)]);

        chances.Sum().Should().BeApproximately(1, 1e-12);
        chances[1].Should().BeApproximately(SecondIsGreater(a1, b1, a2, b2), 1e-8);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(200)]
    public void with_equal_probabilities_for_equal_posteriors(int contents)
    {
        var chances = ProbabilityOfBest.Probabilities([.. Enumerable.Repeat(new BetaPosterior(3, 70), contents)]);

        chances.Should().OnlyContain(it => Math.Abs(it - (1.0 / contents)) < 1e-9);
    }

    [Fact]
    public void with_probabilities_equal_to_monte_carlo_draws()
    {
        const int Draws = 200_000;
        BetaPosterior[] beliefs = [new(3, 50), new(12, 180), new(1, 9), new(40, 700)];
        var (random, won) = (new Random(7), new int[beliefs.Length]);
        for (var draw = 0; draw < Draws; draw++)
        {
            var values = beliefs.Select(it => MathNet.Numerics.Distributions.Beta.Sample(random, it.A, it.B)).ToArray();
            won[Array.IndexOf(values, values.Max())]++;
        }

        var chances = ProbabilityOfBest.Probabilities(beliefs);

        for (var i = 0; i < beliefs.Length; i++)
            chances[i].Should().BeApproximately((double)won[i] / Draws, 0.005);
    }

    [Fact]
    public void from_related_cells_while_its_own_cell_is_young()
    {
        var posterior = new Posterior(
            new PosteriorUpdated(
                "hero",
                1,
                [
                    new("good", "Reader", 1, 1_000, 200),
                    new("bad", "Reader", 1, 1_000, 20),
                    new("good", "Buyer", 1, 500, 90),
                    new("bad", "Buyer", 1, 500, 15),
                ],
                default
            )
        );

        var chances = posterior.Probabilities(["good", "bad"], "Reader", visit: 2, floor: 0);

        chances[0].Should().BeGreaterThan(0.9);
        posterior
            .Of("good", "Reader", 2)
            .Mean.Should()
            .BeInRange(0.17, 0.2, "it lies near what its stage tells, a little towards what all tell");
    }

    [Fact]
    public void while_every_content_keeps_its_share_of_exploration()
    {
        var posterior = new Posterior(
            new PosteriorUpdated("hero", 1, [new("good", null, 1, 1_000, 500), new("bad", null, 1, 0, 0)], default)
        );

        var chances = posterior.Probabilities(["good", "bad"], null, visit: 1, floor: 0.2);

        chances.Sum().Should().BeApproximately(1, 1e-11);
        chances
            .Min()
            .Should()
            .BeGreaterThanOrEqualTo(0.2 / 2 / 2, "half of the floor is left after 1,000 trials, and two share it");
    }

    [Fact]
    public void anew_if_another_outcome_counts_as_acceptance()
    {
        PosteriorCell[] signedUp = [new("good", null, 1, 10, 10), new("bad", null, 1, 10, 0)];
        PosteriorCell[] scrolled = [new("good", null, 1, 10, 0), new("bad", null, 1, 10, 10)];
        var posterior = new Posterior(new PosteriorUpdated("hero", 1, signedUp, default));

        posterior.DiffersFrom(signedUp).Should().BeFalse();
        posterior.IsOutdatedBy(signedUp).Should().BeFalse();
        posterior.DiffersFrom(scrolled).Should().BeTrue();
        posterior.IsOutdatedBy(scrolled).Should().BeTrue();
    }

    [Fact]
    public void anew_if_a_twentieth_more_was_offered_or_data_is_gone()
    {
        var posterior = new Posterior(
            new PosteriorUpdated(
                "hero",
                1,
                [new("good", "Reader", 1, 200, 100), new("bad", "Reader", 1, 200, 100)],
                default
            )
        );

        Outdated(new("good", "Reader", 1, 209, 104), new("bad", "Reader", 1, 210, 105)).Should().BeFalse();
        Outdated(new("good", "Reader", 1, 210, 104), new("bad", "Reader", 1, 210, 105))
            .Should()
            .BeTrue("a twentieth more were offered");
        Outdated(new("good", "Reader", 1, 200, 100), new("bad", "Reader", 1, 199, 100))
            .Should()
            .BeTrue("a visitor was erased");
        Outdated(new PosteriorCell("good", "Reader", 1, 200, 100)).Should().BeTrue("a content is gone");
        Outdated(new("good", "Reader", 1, 200, 100), new("bad", "Reader", 2, 200, 100))
            .Should()
            .BeTrue("all of a content came in another visit");

        bool Outdated(params PosteriorCell[] now) => posterior.IsOutdatedBy(now);
    }

    /// <summary>Of a second Beta to be greater than a first, by the sum over its integer first parameter (Miller
    /// 2015).</summary>
    private static double SecondIsGreater(double a1, double b1, double a2, double b2) =>
        Enumerable
            .Range(0, (int)a2)
            .Sum(i =>
                Math.Exp(
                    SpecialFunctions.BetaLn(a1 + i, b1 + b2)
                        - Math.Log(b2 + i)
                        - SpecialFunctions.BetaLn(1 + i, b2)
                        - SpecialFunctions.BetaLn(a1, b1)
                )
            );
}
