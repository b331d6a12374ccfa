using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Learning;
using MathNet.Numerics;

namespace JourneyEngine.Tests.Decisions.Learning;

public sealed class the_best_content_is_learned
{
    private static readonly int[] Decades = [100, 1_000, 10_000, 100_000];
    private static readonly int[] Moments =
    [
        .. Enumerable.Range(0, 41).Select(i => (int)Math.Round(Math.Pow(10, 1 + (i / 10.0)))).Distinct(),
    ];

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

    /// <summary>Three stages, five visit buckets, ten contents whose effect depends on the stage; 100,000 decisions on
    /// each site.</summary>
    [Fact]
    public void with_less_than_half_the_regret_of_epsilon_greedy()
    {
        var seeds = Enumerable.Range(1, Cases.Of(6, 2)).Select(it => (ulong)it).ToArray();
        var learning = Mean(seeds.Select(seed => Regret(seed, cells: 15, Thompson())));
        var greedy = Mean(seeds.Select(seed => Regret(seed, cells: 15, EpsilonGreedy)));
        var uniform = Mean(seeds.Select(seed => Regret(seed, cells: 15, Uniform)));
        var title = $"What is lost against always showing the best ({seeds.Length} sites, 15 cells, 10 contents)";
        Pictures.Draw(
            "regret",
            title,
            "decisions, log 10",
            "acceptances lost, log 10",
            plot =>
            {
                foreach (
                    var (name, lost) in new[]
                    {
                        ("learning", learning),
                        ("epsilon-greedy, 0.1", greedy),
                        ("uniform", uniform),
                    }
                )
                    plot
                        .Add.Scatter(
                            Moments.Select(it => Math.Log10(it)).ToArray(),
                            lost.Select(it => Math.Log10(it)).ToArray()
                        )
                        .LegendText = name;
            }
        );

        learning[^1].Should().BeLessThan(greedy[^1] / 2, "uniform lost {0:0}", uniform[^1]);
    }

    [Fact]
    public void with_regret_that_grows_no_faster_than_the_logarithm()
    {
        var (lost, greedy, uniform) = (Lost(Thompson), Lost(() => EpsilonGreedy), Lost(() => Uniform));
        Pictures.Draw(
            "regret-by-decade",
            "What is lost grows no faster than the logarithm (one cell)",
            "decisions, log 10",
            "acceptances lost",
            plot =>
            {
                plot.Add.Scatter(Moments.Select(it => Math.Log10(it)).ToArray(), lost).LegendText = "learning";
                plot.Add.Scatter(Moments.Select(it => Math.Log10(it)).ToArray(), greedy).LegendText =
                    "epsilon-greedy, 0.1";
            }
        );

        var (added, addedGreedy, addedUniform) = (ByDecade(lost), ByDecade(greedy), ByDecade(uniform));
        added[2]
            .Should()
            .BeLessThan(
                added[1],
                "each decade adds no more than the one before: {0:0}, {1:0}, {2:0}",
                added[0],
                added[1],
                added[2]
            );
        added[2].Should().BeLessThan(addedGreedy[2] / 5, "which explores for ever");
        addedUniform[2].Should().BeGreaterThan(9 * addedUniform[1], "which grows with the decisions");

        static double[] Lost(Func<Policy> policy) =>
            Mean(Enumerable.Range(1, 10).Select(seed => Regret((ulong)seed, cells: 1, policy())));
        static double[] ByDecade(double[] lost) =>
            [
                .. Decades[1..]
                    .Select((it, i) => lost[Array.IndexOf(Moments, it)] - lost[Array.IndexOf(Moments, Decades[i])]),
            ];
    }

    /// <summary>An acceptance is known 2,000 decisions after its offer, which counts as not accepted until then, as an
    /// offer whose window is still open does.</summary>
    [Fact]
    public void with_less_regret_than_epsilon_greedy_if_answers_come_late()
    {
        var seeds = Enumerable.Range(1, Cases.Of(3, 1)).Select(it => (ulong)it).ToArray();
        var learning = Mean(seeds.Select(seed => Regret(seed, cells: 15, Thompson(), late: 2_000)));
        var greedy = Mean(seeds.Select(seed => Regret(seed, cells: 15, EpsilonGreedy, late: 2_000)));

        learning[^1].Should().BeLessThan(0.75 * greedy[^1]);
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

    private delegate double[] Policy(Dictionary<(int, int), Trials> seen, string[] contents, int cell);

    /// <summary>With new versions only as often as the engine makes them.</summary>
    private static Policy Thompson()
    {
        var posterior = Posterior.Nothing;
        return (seen, contents, cell) =>
        {
            var now = seen.Select(it => new PosteriorCell(
                    contents[it.Key.Item2],
                    Stage(it.Key.Item1),
                    Bucket(it.Key.Item1),
                    it.Value.Offered,
                    it.Value.Accepted
                ))
                .ToArray();
            if (posterior.IsOutdatedBy(now))
                posterior = new Posterior(new PosteriorUpdated("hero", posterior.Version + 1, now, default));

            return posterior.Probabilities(contents, Stage(cell), Bucket(cell), floor: 0.02);
        };
    }

    private static double[] Uniform(Dictionary<(int, int), Trials> seen, string[] contents, int cell) =>
        [.. Enumerable.Repeat(1.0 / contents.Length, contents.Length)];

    private static double[] EpsilonGreedy(Dictionary<(int, int), Trials> seen, string[] contents, int cell)
    {
        const double Epsilon = 0.1;
        var means = contents
            .Select(
                (_, i) =>
                    seen.GetValueOrDefault((cell, i)) is { Offered: > 0 } it ? (double)it.Accepted / it.Offered : 1
            )
            .ToArray();
        var best = Array.IndexOf(means, means.Max());
        return [.. contents.Select((_, i) => (Epsilon / contents.Length) + (i == best ? 1 - Epsilon : 0))];
    }

    private static string Stage(int cell) => $"stage {cell % 3}";

    private static int Bucket(int cell) => new[] { 1, 2, 3, 4, 7 }[cell / 3];

    private static double[] Mean(IEnumerable<double[]> runs)
    {
        var all = runs.ToArray();
        return [.. Moments.Select((_, i) => all.Average(it => it[i]))];
    }

    /// <param name="late">After how many decisions an acceptance is known.</param>
    /// <returns>What was lost against always showing the best, in acceptances, up to each moment.</returns>
    private static double[] Regret(ulong seed, int cells, Policy policy, int late = 0)
    {
        var random = new Seeded(seed);
        var contents = Enumerable.Range(0, 10).Select(i => $"content {i}").ToArray();
        var truth = new double[cells, contents.Length];
        var (effects, byStage) = (contents.Select(_ => random.NextDouble()).ToArray(), new double[3, contents.Length]);
        for (var stage = 0; stage < 3; stage++)
        {
            for (var i = 0; i < contents.Length; i++)
                byStage[stage, i] = random.NextDouble();
        }

        for (var cell = 0; cell < cells; cell++)
        {
            for (var i = 0; i < contents.Length; i++)
                truth[cell, i] =
                    cells == 1
                        ? (i == 4 ? 0.1 : 0.05)
                        : 0.02
                            + (0.1 * ((0.5 * effects[i]) + (0.4 * byStage[cell % 3, i]) + (0.1 * random.NextDouble())));
        }

        var (seen, regret, regrets, coming) = (
            new Dictionary<(int, int), Trials>(),
            0.0,
            new List<double>(),
            new Queue<(int Known, (int, int) Where)>()
        );
        for (var n = 1; n <= Moments[^1]; n++)
        {
            var cell = (int)(random.NextDouble() * cells);
            var (draw, chances, chosen) = (random.NextDouble(), policy(seen, contents, cell), 0);
            for (var sum = chances[0]; sum <= draw && chosen < contents.Length - 1; sum += chances[chosen])
                chosen++;
            seen[(cell, chosen)] = seen.GetValueOrDefault((cell, chosen)) + new Trials(1, 0);
            if (random.NextDouble() < truth[cell, chosen])
                coming.Enqueue((n + late, (cell, chosen)));
            while (coming.TryPeek(out var next) && next.Known <= n)
                seen[coming.Dequeue().Where] += new Trials(0, 1);
            regret += contents.Select((_, i) => truth[cell, i]).Max() - truth[cell, chosen];
            if (Moments.Contains(n))
                regrets.Add(regret);
        }

        return [.. regrets];
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
