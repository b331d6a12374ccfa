using JourneyEngine.Decisions.Beliefs;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Predictions;
using JourneyEngine.Tests.Decisions.Conversions;

namespace JourneyEngine.Tests.Predictions;

public sealed class a_challenger_model_is_fitted
{
    private const int Stages = 3;
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void with_the_same_result_for_the_same_data_in_any_order()
    {
        var cells = Site(seed: 1, visitors: 2_000).Seen;

        LogisticHazards.Fit(cells, Stages).Should().Equal(LogisticHazards.Fit(cells.Reverse().ToDictionary(), Stages));
    }

    [Fact]
    public void close_to_the_true_hazard_of_every_well_observed_cell()
    {
        var (truth, seen, _) = Site(seed: 2, visitors: 60_000);

        var said = LogisticHazards.Fit(seen, Stages);

        foreach (var (cell, trials) in seen.Where(it => it.Value.Offered > 3_000))
            Odds(said[cell])
                .Should()
                .BeApproximately(
                    Odds(truth[cell]),
                    0.6,
                    "{0} was seen {1} times, and has an effect of its own that varies by 0.2",
                    cell,
                    trials.Offered
                );
        said.Should()
            .HaveCount(HazardCell.LastVisit * (Stages + 1) * (HazardCell.LastGap + 1))
            .And.OnlyContain(it => it.Value > 0 && it.Value < 1);
    }

    [Fact]
    public void to_win_only_if_it_is_better_in_both_measures()
    {
        var model = Calibration(logLoss: 0.2, error: 0.02);

        model.IsBeatenBy(Calibration(0.19, 0.01)).Should().BeTrue();
        model.IsBeatenBy(Calibration(0.19, 0.03)).Should().BeFalse();
        model.IsBeatenBy(Calibration(0.21, 0.01)).Should().BeFalse();
    }

    /// <summary>Against the same sums visit by visit.</summary>
    [Fact]
    public void with_scores_equal_to_sums_visit_by_visit()
    {
        var (truth, seen, later) = Site(seed: 3, visitors: 3_000);
        var said = LogisticHazards.Fit(seen, Stages);
        var visits = later
            .SelectMany(it =>
                Enumerable
                    .Range(0, (int)it.Value.Offered)
                    .Select(i => (Chance: said[it.Key], Converted: i < it.Value.Accepted ? 1.0 : 0))
            )
            .ToArray();

        var judged = CalibrateConversions.Of(
            it => said[it],
            seen.Values.Aggregate((a, b) => a + b),
            later,
            Now,
            Now.AddDays(28)
        )!;

        (judged.Visits, judged.Abstained).Should().Be((visits.Length, 0));
        judged.Brier.Should().BeApproximately(visits.Average(it => Math.Pow(it.Chance - it.Converted, 2)), 1e-12);
        judged
            .LogLoss.Should()
            .BeApproximately(-visits.Average(it => Math.Log(it.Converted == 1 ? it.Chance : 1 - it.Chance)), 1e-12);
        judged.Bins.Sum(it => it.Visits).Should().Be(visits.Length);
        judged.Bins.Sum(it => it.Visits * it.Converted).Should().BeApproximately(visits.Sum(it => it.Converted), 1e-6);
        judged
            .CalibrationError.Should()
            .BeApproximately(
                judged.Bins.Sum(it => it.Visits * Math.Abs(it.Predicted - it.Converted)) / visits.Length,
                1e-12
            );
        var gains = visits
            .Select(it =>
                Gain(
                    it.Chance,
                    it.Converted == 1,
                    (double)(1 + seen.Values.Sum(cell => cell.Accepted)) / (2 + seen.Values.Sum(cell => cell.Offered))
                )
            )
            .ToArray();
        judged
            .LogLossError.Should()
            .BeApproximately(Math.Sqrt(gains.Average(it => Math.Pow(it - gains.Average(), 2)) / gains.Length), 1e-9);
        CalibrateConversions.IsUsable(judged).Should().BeTrue();
        CalibrateConversions
            .IsUsable(CalibrateConversions.Of(it => 0.9, seen.Values.Aggregate((a, b) => a + b), later, Now, Now)!)
            .Should()
            .BeFalse("nine of ten do not convert");
        truth.Should().NotBeEmpty();
    }

    /// <summary>How much likelier what came was by a chance than by the rate of all.</summary>
    private static double Gain(double chance, bool converted, double rate) =>
        converted ? Math.Log(chance / rate) : Math.Log((1 - chance) / (1 - rate));

    private static double Odds(double chance) => Math.Log(chance / (1 - chance));

    private static JourneyEngine.Contracts.ConversionCalibration Calibration(double logLoss, double error) =>
        new(Now, Now, 100, 0, [], error, 0.1, 0.1, logLoss, 0.3);

    private static (
        Dictionary<HazardCell, double> Truth,
        Dictionary<HazardCell, Trials> Seen,
        Dictionary<HazardCell, Trials> Later
    ) Site(int seed, int visitors)
    {
        var random = new Random(seed);
        var truth = conversions_are_simulated.Truth(random);
        return (
            truth,
            conversions_are_simulated.Seen(truth, random, visitors),
            conversions_are_simulated.Seen(truth, random, visitors)
        );
    }
}
