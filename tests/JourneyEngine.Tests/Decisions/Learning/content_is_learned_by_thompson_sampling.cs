using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Learning;

namespace JourneyEngine.Tests.Decisions.Learning;

public sealed class content_is_learned_by_thompson_sampling
{
    private static readonly int[] Decades = [100, 1_000, 10_000, 100_000];

    private static readonly int[] Moments =
    [
        .. Enumerable.Range(0, 41).Select(i => (int)Math.Round(Math.Pow(10, 1 + (i / 10.0)))).Distinct(),
    ];

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

    private delegate double[] Policy(Dictionary<(int, int), Trials> seen, string[] contents, int cell);

    /// <summary>With new versions only as often as the engine makes them.</summary>
    private static Policy Thompson()
    {
        var posterior = Posterior.BeforeLearning;
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
}
