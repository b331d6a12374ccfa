using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Tests.Decisions;

public class a_rate_has_an_interval
{
    /// <summary>Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void with_the_bounds_published_by_newcombe_1998(long successes, long trials, double low, double high)
    {
        var interval = Wilson.Interval(successes, trials)!.Value;

        interval.Low.Should().BeApproximately(low, 0.00005);
        interval.High.Should().BeApproximately(high, 0.00005);
    }

    [Fact]
    public void only_if_somebody_was_at_risk() => Wilson.Interval(0, 0).Should().BeNull();
}
