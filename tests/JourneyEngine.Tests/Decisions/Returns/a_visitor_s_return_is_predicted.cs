using FsCheck.Xunit;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Returns;

namespace JourneyEngine.Tests.Decisions.Returns;

public sealed class a_visitor_s_return_is_predicted
{
    private const long Day = 24 * 60 * 60 * 1000;
    private static readonly SiteCalendar Utc = SiteCalendar.Default;

    [Fact]
    public void from_days_that_count_once_however_many_visits_they_have()
    {
        var journey = Visits(0, 2_000_000, Day + 5, (3 * Day) + 1, (9 * Day) - 1);

        RepeatVisits.Of(journey, 20 * Day, Utc).Should().Be(new RepeatVisits(3, 8, 20));
        RepeatVisits.Of(journey, 4 * Day, Utc).Should().Be(new RepeatVisits(2, 3, 4), "what comes later is not known");
        RepeatVisits.Of(journey, -1, Utc).Should().BeNull();
        RepeatVisits.Between(journey, 2 * Day, 20 * Day, Utc).Should().Be(2);
    }

    [Fact]
    public void from_days_as_the_site_counts_them()
    {
        var (journey, tokyo) = (Visits(Day + 1, Day + (Day / 2), (2 * Day) - 1), SiteCalendar.In("Asia/Tokyo"));

        RepeatVisits.Of(journey, 10 * Day, Utc).Should().Be(new RepeatVisits(0, 0, 9), "all on one day");
        // There it is nine hours later: the last of them came on the next day.
        RepeatVisits.Of(journey, 10 * Day, tokyo).Should().Be(new RepeatVisits(1, 1, 9));
        RepeatVisits.Between(journey, Day + 1, 10 * Day, tokyo).Should().Be(1);
    }

    [Fact]
    public void only_if_some_visitor_has_returned_before()
    {
        FitReturns.Of(new Dictionary<RepeatVisits, long>(), TimeUnit.Week).Should().BeNull();
        FitReturns.Of(new Dictionary<RepeatVisits, long> { [new(0, 0, 100)] = 1_000 }, TimeUnit.Week).Should().BeNull();
    }

    /// <summary>The derivatives against differences of the value.</summary>
    [Property(MaxTest = 200)]
    public void from_a_likelihood_whose_gradient_equals_its_differences(
        byte r,
        byte alpha,
        byte a,
        byte b,
        byte count,
        byte last,
        byte more
    )
    {
        var model = new BgNbd(0.05 + (r / 64.0), 0.1 + (alpha / 16.0), 0.05 + (a / 64.0), 0.1 + (b / 32.0));
        var likelihood = new Likelihood(
            new Dictionary<RepeatVisits, long>
            {
                [new(count % 20, count % 20 == 0 ? 0 : count + last, count + last + more)] = 3,
                [new(0, 0, 9)] = 2,
            },
            TimeUnit.Day
        );
        const double Step = 1e-6;

        var slope = likelihood.At(model).Slope;

        (Func<double, BgNbd> With, double Slope)[] ways =
        [
            (d => model with { R = model.R + d }, slope[0]),
            (d => model with { Alpha = model.Alpha + d }, slope[1]),
            (d => model with { A = model.A + d }, slope[2]),
            (d => model with { B = model.B + d }, slope[3]),
        ];
        foreach (var (with, expected) in ways)
            ((likelihood.At(with(Step)).Value - likelihood.At(with(-Step)).Value) / (2 * Step))
                .Should()
                .BeApproximately(expected, 1e-3 * (1 + Math.Abs(expected)));
    }

    /// <summary>Chances are chances, and grow with the time that is given.</summary>
    [Property(MaxTest = 500)]
    public void as_a_probability_with_more_visits_over_a_longer_horizon(
        byte r,
        byte alpha,
        byte a,
        byte b,
        byte count,
        byte last,
        byte more,
        byte horizon
    )
    {
        var model = new BgNbd(0.01 + (r / 16.0), 0.1 + (alpha / 4.0), 0.01 + (a / 16.0), 0.01 + (b / 16.0));
        var (x, t, age) = (count % 60, count % 60 == 0 ? 0 : last / 7.0, (last + more) / 7.0);
        var h = 0.1 + horizon;

        var (alive, returns, expected) = (
            model.Alive(x, t, age),
            model.Returns(x, t, age, h),
            model.Expected(x, t, age, h)
        );

        alive.Should().BeInRange(0, 1);
        returns.Should().BeInRange(0, alive);
        expected.Should().BeGreaterThanOrEqualTo(returns - 1e-9, "whoever returns makes one visit at least");
        model.Expected(x, t, age, 2 * h).Should().BeGreaterThanOrEqualTo(expected - (1e-9 * expected));
    }

    /// <summary>Whoever came on nearly every day for two years, long ago or until today, is spoken of as anybody
    /// else.</summary>
    [Theory]
    [InlineData(600, 610, 730, 28)]
    [InlineData(700, 730, 730, 366)]
    [InlineData(700, 705, 5_000, 366)]
    [InlineData(0, 0, 5_000, 1)]
    [InlineData(1, 1, 20_000, 28)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(5, 5, 5, 1)]
    public void as_a_finite_probability_in_extreme_histories(int count, int last, int age, int horizon)
    {
        double[] covariance = [.. Enumerable.Range(0, 16).Select(it => it % 5 == 0 ? 0.01 : 0)];
        foreach (
            var model in new[]
            {
                new BgNbd(0.24, 30, 0.8, 2.4),
                new BgNbd(2, 2, 0.5, 8),
                new BgNbd(0.01, 0.1, 1, 0.01),
                new BgNbd(50, 500, 5, 0.1),
                new BgNbd(2, 2, 2, 0.5),
                new BgNbd(3_000, 300, 8_000, 16_000),
            }
        )
        {
            var said = PredictReturn.Of(
                new ReturnModelFitted(
                    1,
                    "day",
                    default,
                    1,
                    1,
                    model.R,
                    model.Alpha,
                    model.A,
                    model.B,
                    0,
                    covariance,
                    null,
                    default
                ),
                new RepeatVisits(count, last, age),
                horizon
            );

            said.Should()
                .Match<ReturnPrediction>(
                    it => 0 <= it.Low && it.Low <= it.Probability && it.Probability <= it.High && it.High <= 1,
                    "of {0}",
                    model
                );
            said.Alive.Should().BeInRange(0, 1);
            said.ExpectedVisits.Should().BeInRange(said.Probability, horizon);
        }
    }

    [Theory]
    [InlineData(1, 1, 2, 0.5, 1.3862943611198906)]
    [InlineData(0.5, 0.5, 1.5, 0.25, 1.0471975511965976)]
    [InlineData(2, 3, 4, 0.9, 21.789423102929665)]
    [InlineData(-0.5, 1, 2, 0.3, 0.92075106983588248)]
    public void with_known_values_of_the_hypergeometric_function(
        double a,
        double b,
        double c,
        double z,
        double expected
    ) => Hypergeometric.Of(a, b, c, z).Should().BeApproximately(expected, 1e-12 * Math.Abs(expected));

    /// <summary>The same as the product, where that is finite.</summary>
    [Property(MaxTest = 200)]
    public void with_a_scaled_hypergeometric_function_equal_to_the_plain_one(byte a, byte b, byte c, byte z)
    {
        var (one, two, three, at) = (a / 32.0, b / 32.0, 0.5 + (c / 32.0), z / 300.0);

        var scaled = Hypergeometric.Scaled(one, two, three, at);

        scaled
            .Should()
            .BeApproximately(Math.Pow(1 - at, one) * Hypergeometric.Of(one, two, three, at), 1e-9 * Math.Abs(scaled));
    }

    private static Journey Visits(params long[] starts) =>
        Journey.Empty with
        {
            Visits = [.. starts.Select(it => new Visit(it, it, 1, []))],
        };
}
