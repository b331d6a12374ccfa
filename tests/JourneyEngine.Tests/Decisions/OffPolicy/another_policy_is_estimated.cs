using System.Globalization;
using System.IO.Compression;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.OffPolicy;

namespace JourneyEngine.Tests.Decisions.OffPolicy;

public sealed class another_policy_is_estimated
{
    /// <summary>The value of showing each of 34 items equally often, from the log of a Thompson sampler (Open Bandit
    /// Dataset, men).</summary>
    [SkippableFact]
    public void with_the_published_ips_and_snips_values_of_the_open_bandit_log()
    {
        var decisions = OpenBandit("obd_bts_men.csv.gz")
            .Select(it => new Replayed(it.Propensity, 1.0 / 34, it.Click))
            .ToList();

        var ips = Estimate.Of(Estimator.Ips, decisions, seed: 1, resamples: 0);
        var snips = Estimate.Of(Estimator.Snips, decisions, seed: 1, resamples: 0);

        Digits(ips.Value!.Value, 6).Should().Be("3.00863E-003");
        Digits(snips.Value!.Value, 6).Should().Be("3.18942E-003");
        Digits(ips.EffectiveSampleSize, 5).Should().Be("6.5571E+002");
        Digits(ips.MeanWeight, 5).Should().Be("9.4331E-001");
        Digits(ips.GreatestWeight, 5).Should().Be("1.7825E+002");
        ips.Warnings.Should().BeEmpty();
    }

    [SkippableFact]
    public void with_the_logged_mean_reward_if_it_is_the_logging_policy()
    {
        var decisions = OpenBandit("obd_random_men.csv.gz")
            .Select(it => new Replayed(it.Propensity, it.Propensity, it.Click))
            .ToList();

        foreach (var estimator in new[] { Estimator.Ips, Estimator.Snips, Estimator.Dr })
            Estimate.Of(estimator, decisions, seed: 1, resamples: 0).Value.Should().BeApproximately(0.0046, 1e-12);
    }

    [Theory]
    [InlineData(Estimator.Ips)]
    [InlineData(Estimator.Snips)]
    [InlineData(Estimator.Dr)]
    public void with_a_90_percent_interval_that_covers_the_truth(Estimator estimator)
    {
        const int Sites = 2_000;
        var held = Enumerable
            .Range(0, Sites)
            .AsParallel()
            .Count(site =>
            {
                var estimate = Estimate.Of(
                    estimator,
                    Fitted(Logged(1_000, (ulong)site)),
                    seed: (ulong)site,
                    resamples: 200,
                    confidence: 0.9
                );
                return estimate.Low <= Truth && Truth <= estimate.High;
            });

        ((double)held / Sites).Should().BeInRange(0.88, 0.92);
    }

    [Fact]
    public void by_resampling_whole_visitors_rather_than_single_decisions()
    {
        const int Sites = 200;
        var (held, heldApart) = (0, 0);
        for (var site = 0UL; site < Sites; site++)
        {
            var visitors = Alike(100, 20, site);
            held += Holds(Estimate.OfVisitors(Estimator.Ips, visitors, seed: site, resamples: 300, confidence: 0.9));
            heldApart += Holds(
                Estimate.Of(Estimator.Ips, visitors.SelectMany(it => it), seed: site, resamples: 300, confidence: 0.9)
            );
        }

        held.Should()
            .BeInRange(
                164,
                192,
                "90 % of 200 are 180, give or take three standard errors, and a little less for so few visitors"
            );
        heldApart.Should().BeLessThan(140, "decisions of one visitor are no fresh evidence each");

        static int Holds(Estimate estimate) => estimate.Low <= 0.5 && 0.5 <= estimate.High ? 1 : 0;
    }

    [Fact]
    public void by_the_direct_method_exactly_if_its_model_is_right()
    {
        var decisions = Logged(1_000, 1);

        Estimate.Of(Estimator.Dm, decisions, seed: 1, resamples: 100).Value.Should().BeApproximately(Truth, 1e-12);
    }

    /// <summary>The one decision makes the mean weight 3.17, and its standard error greater than what is amiss.</summary>
    [Fact]
    public void with_a_warning_if_one_great_weight_makes_the_mean()
    {
        Replayed[] decisions =
        [
            .. Enumerable.Repeat(new Replayed(0.5, 0.5, 1), 9_999),
            new Replayed(1 / 21_739.0, 1, 0),
        ];

        Estimate
            .Of(Estimator.Ips, decisions, seed: 1, resamples: 0)
            .Warnings.Should()
            .Contain(it => it.StartsWith("The mean weight is 3.174, not 1"));
        var clipped = Estimate.Of(Estimator.Ips, decisions, seed: 1, clip: 10, resamples: 0);
        clipped.MeanWeightUsed.Should().BeApproximately(1.0009, 1e-9);
        clipped.WeightRemoved.Should().BeApproximately(21_729 / 31_738.0, 1e-9);
        clipped
            .Warnings.Should()
            .Contain(it =>
                it.StartsWith("Clipping removed 68.5 % of the weight, and the mean weight is 1.001 after it")
            );
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(3.9, 0)]
    [InlineData(2, 1)]
    public void with_a_warning_if_clipping_takes_more_than_a_twentieth(double clip, int warnings)
    {
        // Weights of 4 and of 0.25 whose mean is 1.
        Replayed[] decisions =
        [
            .. Enumerable.Repeat(new Replayed(0.2, 0.8, 1), 200),
            .. Enumerable.Repeat(new Replayed(0.8, 0.2, 0), 800),
        ];

        Estimate.Of(Estimator.Snips, decisions, seed: 1, clip, resamples: 0).Warnings.Should().HaveCount(warnings);
    }

    [Fact]
    public void with_a_warning_if_only_three_decisions_match_it()
    {
        var decisions = Enumerable.Range(0, 1_000).Select(i => new Replayed(0.9, i < 3 ? 0.9 : 0, i % 2)).ToList();

        var estimate = Estimate.Of(Estimator.Ips, decisions, seed: 1);

        estimate.EffectiveSampleSize.Should().BeApproximately(3, 1e-9);
        estimate
            .Warnings.Should()
            .HaveCount(2)
            .And.Contain(it => it.Contains("only 3 decisions"))
            .And.Contain(it => it.Contains("0.003, not 1"));
    }

    [Fact]
    public void with_weights_clipped_at_the_given_maximum()
    {
        Replayed[] decisions = [new(0.01, 1, 1), new(0.5, 0.5, 0)];

        Estimate.Of(Estimator.Ips, decisions, seed: 1, clip: 10, resamples: 0).Value.Should().Be(5);
    }

    /// <summary>To clip weights is no way round propensities that are wrong.</summary>
    [Fact]
    public void with_a_warning_of_wrong_propensities_although_weights_are_clipped()
    {
        var wrong = Logged(2_000, 1).ConvertAll(it => it with { Propensity = 1 - it.Propensity });

        foreach (var clip in new[] { 1.5, 100, double.PositiveInfinity })
            Estimate
                .Of(Estimator.Snips, wrong, seed: 1, clip, resamples: 0)
                .Warnings.Should()
                .ContainSingle(it => it.Contains("not 1"));
        Estimate
            .Of(Estimator.Snips, Logged(2_000, 1), seed: 1, clip: 1.5, resamples: 0)
            .Warnings.Should()
            .ContainSingle("only what is clipped is off")
            .Which.Should()
            .StartWith("Clipping removed");
    }

    [Fact]
    public void without_a_value_if_the_log_is_empty()
    {
        var estimate = Estimate.Of(Estimator.Snips, [], seed: 1);

        estimate.Value.Should().BeNull();
        estimate.Low.Should().BeNull();
        estimate.Warnings.Should().ContainSingle();
    }

    private const double Truth = (0.8 * 0.3) + (0.2 * 0.1);

    /// <summary>Two contents accepted with chances 0.1 and 0.3, drawn 3 to 1; the other policy draws them 2 to
    /// 8.</summary>
    private static List<Replayed> Logged(int decisions, ulong seed)
    {
        var random = new Seeded(seed);
        var logged = new List<Replayed>();
        for (var i = 0; i < decisions; i++)
        {
            var second = random.NextDouble() < 0.25;
            var (propensity, probability, chance) = second ? (0.25, 0.8, 0.3) : (0.75, 0.2, 0.1);
            logged.Add(new Replayed(propensity, probability, random.NextDouble() < chance ? 1 : 0, chance, Truth));
        }

        return logged;
    }

    /// <summary>With rewards predicted as a site has to: from what the other half of the log earned, not from the
    /// truth.</summary>
    private static IEnumerable<Replayed> Fitted(List<Replayed> logged)
    {
        double Mean(int half, double propensity) =>
            logged.Where((it, i) => i % 2 != half && it.Propensity == propensity).Average(it => it.Reward);
        (double First, double Second)[] means = [(Mean(0, 0.75), Mean(0, 0.25)), (Mean(1, 0.75), Mean(1, 0.25))];
        return logged.Select(
            (it, i) =>
                means[i % 2] is var (first, second)
                    ? it with
                    {
                        Predicted = it.Propensity == 0.75 ? first : second,
                        Expected = (0.2 * first) + (0.8 * second),
                    }
                    : it
        );
    }

    /// <summary>Visitors of whom half accept nearly everything and half nearly nothing, whatever they are
    /// shown.</summary>
    private static Replayed[][] Alike(int visitors, int decisions, ulong seed)
    {
        var random = new Seeded(seed);
        return
        [
            .. Enumerable
                .Range(0, visitors)
                .Select(_ => random.NextDouble() < 0.5 ? 0.9 : 0.1)
                .Select(chance =>
                    Enumerable
                        .Range(0, decisions)
                        .Select(_ => new Replayed(0.5, 0.5, random.NextDouble() < chance ? 1 : 0))
                        .ToArray()
                ),
        ];
    }

    private static string Digits(double value, int digits) =>
        value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);

    private static List<(double Propensity, double Click)> OpenBandit(string file)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Shared.Path($"data/{file}")), CompressionMode.Decompress)
        );
        var header = reader.ReadLine()!.Split(',');
        var (click, propensity) = (Array.IndexOf(header, "click"), Array.IndexOf(header, "propensity_score"));
        var rows = new List<(double, double)>();
        while (reader.ReadLine()?.Split(',') is { } row)
            rows.Add(
                (
                    double.Parse(row[propensity], CultureInfo.InvariantCulture),
                    double.Parse(row[click], CultureInfo.InvariantCulture)
                )
            );
        return rows;
    }
}
