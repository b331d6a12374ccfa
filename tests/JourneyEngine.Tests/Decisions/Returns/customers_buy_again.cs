using System.Globalization;
using JourneyEngine.Decisions.Returns;

namespace JourneyEngine.Tests.Decisions.Returns;

/// <summary>The CDNOW customers, against the figures that Fader, Hardie and Lee (2005) print.</summary>
public sealed class customers_buy_again
{
    private const double DaysAWeek = 7;

    [SkippableFact]
    public void with_the_parameters_published_for_cdnow()
    {
        var fitted = FitReturns.Of(Customers(), TimeUnit.Week)!;

        fitted.Model.R.Should().BeApproximately(0.2426, 0.0001);
        fitted.Model.Alpha.Should().BeApproximately(4.4136, 0.0005);
        fitted.Model.A.Should().BeApproximately(0.7929, 0.0003);
        fitted.Model.B.Should().BeApproximately(2.4259, 0.001);
        fitted.LogLikelihood.Should().BeApproximately(-9582.43, 0.01);
    }

    [SkippableFact]
    public void as_often_as_the_published_total_of_1653_purchases()
    {
        var (customers, model) = (Customers(), FitReturns.Of(Customers(), TimeUnit.Week)!.Model);

        customers
            .Sum(it => it.Value * model.Expected(it.Key.Count, it.Key.Last / DaysAWeek, it.Key.Age / DaysAWeek, 39))
            .Should()
            .BeApproximately(1653.4, 0.5);
    }

    [Theory]
    [InlineData(2, 30.43, 38.86, 1.226, 0.7266)]
    [InlineData(1, 1.71, 38.86, 0.2033, 0.2122)]
    [InlineData(0, 0, 38.86, 0.1948, 1)]
    public void with_the_published_expectation_and_chance_of_being_alive(
        int x,
        double last,
        double age,
        double expected,
        double alive
    )
    {
        var model = new BgNbd(0.2426, 4.4136, 0.7929, 2.4259);

        model.Expected(x, last, age, 39).Should().BeApproximately(expected, 0.0005);
        model.Alive(x, last, age).Should().BeApproximately(alive, 0.0002);
    }

    [SkippableFact]
    public void in_any_order_with_a_fit_that_is_equal_bit_for_bit()
    {
        var customers = Customers();
        var turned = new Dictionary<RepeatVisits, long>(customers.Reverse());

        FitReturns
            .Of(turned, TimeUnit.Week)!
            .Should()
            .BeEquivalentTo(FitReturns.Of(customers, TimeUnit.Week), it => it.WithStrictOrdering());
    }

    private static Dictionary<RepeatVisits, long> Customers() =>
        File.ReadLines(Shared.Path("data/cdnow_customers_summary.csv"))
            .Skip(1)
            .Select(line =>
                line.Split(',').Skip(1).Select(it => double.Parse(it, CultureInfo.InvariantCulture)).ToArray()
            )
            .GroupBy(it => new RepeatVisits(
                (int)it[0],
                (int)Math.Round(it[1] * DaysAWeek),
                (int)Math.Round(it[2] * DaysAWeek)
            ))
            .ToDictionary(it => it.Key, it => it.LongCount());
}
