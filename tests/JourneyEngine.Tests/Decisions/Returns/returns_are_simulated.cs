using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Returns;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Tests.Decisions.Returns;

/// <summary>200 sites whose visitors come and leave as BG/NBD has it, with parameters that are known. Many come every
/// few days or weeks; a day counts once.</summary>
public sealed class returns_are_simulated
{
    private const int Sites = 200;
    private const int Visitors = 2_000;
    private const int Days = 400;
    private const int Horizon = 28;

    private static readonly RepeatVisits[] Asked =
    [
        new(0, 0, 60),
        new(1, 20, 100),
        new(2, 100, 110),
        new(3, 90, 250),
        new(6, 200, 220),
    ];

    [Fact]
    public void with_90_percent_intervals_that_cover_the_true_chance()
    {
        var (held, all, points) = (0, 0, new List<(double Said, double True)>());
        for (var seed = 1; seed <= Sites; seed++)
        {
            var random = new Random(seed);
            var truth = new BgNbd(
                Uniform(random, 0.4, 1.2),
                Uniform(random, 20, 60),
                Uniform(random, 0.6, 1.5),
                Uniform(random, 2, 4)
            );
            var days = new DayByDay(truth);
            var seen = Enumerable
                .Range(0, Visitors)
                .Select(_ => days.Draw(random, Days))
                .CountBy(it => it)
                .ToDictionary(it => it.Key, it => (long)it.Value);
            if (FitReturns.Of(seen, TimeUnit.Day) is not { } fit)
                continue;
            var (r, alpha, a, b) = fit.Model;
            var fitted = new ReturnModelFitted(
                1,
                "day",
                default,
                Visitors,
                0,
                r,
                alpha,
                a,
                b,
                fit.LogLikelihood,
                fit.Covariance,
                null,
                default
            );
            foreach (var visitor in Asked)
            {
                var (said, chance) = (PredictReturn.Of(fitted, visitor, Horizon), days.Returns(visitor, Horizon));
                points.Add((said.Probability, chance));
                all++;
                held += chance >= said.Low && chance <= said.High ? 1 : 0;
            }
        }

        Pictures.Draw(
            "returns",
            "Returning within 28 days: what is said, and what is true (200 sites, 5 histories each)",
            "chance that is said",
            "true chance",
            plot =>
            {
                plot
                    .Add.ScatterPoints(points.Select(it => it.Said).ToArray(), points.Select(it => it.True).ToArray())
                    .LegendText = "a history on a site";
                plot.Add.Line(0, 0, points.Max(it => it.True), points.Max(it => it.True)).LegendText =
                    "as it should be";
            }
        );

        all.Should().BeGreaterThan(Sites * Asked.Length * 9 / 10, "nearly every site can be fitted");
        ((double)held / all).Should().BeInRange(0.88, 0.92, "of {0} intervals", all);
    }

    /// <summary>From visitors who come every few weeks to such who come nearly every day, for a week and for a quarter
    /// of a year.</summary>
    [Theory]
    [InlineData(0.7, 40, 1, 3, 7)]
    [InlineData(0.7, 40, 1, 3, 91)]
    [InlineData(1, 5, 0.8, 4, 28)]
    [InlineData(2, 2, 0.5, 8, 7)]
    [InlineData(2, 2, 0.5, 8, 91)]
    public void on_as_many_days_as_the_model_expects(double r, double alpha, double a, double b, int horizon)
    {
        var (random, days) = (new Random(7), new DayByDay(new BgNbd(r, alpha, a, b)));
        var seen = Enumerable
            .Range(0, 20_000)
            .Select(_ => days.Draw(random, Days))
            .CountBy(it => it)
            .ToDictionary(it => it.Key, it => (long)it.Value);
        var model = FitReturns.Of(seen, TimeUnit.Day)!.Model;
        var asked = Enumerable
            .Range(0, 300)
            .Select(_ => days.Draw(random, Days))
            .Select(it =>
                (
                    it.Count,
                    Said: PredictReturn.Expected(model, TimeUnit.Day, it, horizon),
                    True: days.Expected(it, horizon)
                )
            )
            .OrderBy(it => it.Count)
            .ToArray();

        (asked.Sum(it => it.Said) / asked.Sum(it => it.True)).Should().BeInRange(0.93, 1.07, "of all");
        foreach (var part in asked.Chunk(asked.Length / 3))
        {
            // Of whom hardly any comes, a share says little: there a fiftieth of the days is near enough.
            var (said, truth) = (part.Average(it => it.Said), part.Average(it => it.True));
            said.Should()
                .BeApproximately(
                    truth,
                    Math.Max(0.15 * truth, horizon / 50.0),
                    "of those who came on {0} to {1} days",
                    part[0].Count,
                    part[^1].Count
                );
        }

        seen.Keys.Max(it => PredictReturn.Expected(model, TimeUnit.Day, it, horizon))
            .Should()
            .BeLessThanOrEqualTo(horizon, "no more days can come");
    }

    private static double Uniform(Random random, double from, double to) => ContinuousUniform.Sample(random, from, to);
}
