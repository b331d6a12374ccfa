using JourneyEngine.Cli;

namespace JourneyEngine.Tests.Simulation;

public class a_sparkline_is_drawn
{
    [Fact]
    public void relative_to_its_highest_value() => Sparkline.Of([0, 1, 4, 8]).Should().Be("▁▁▄█");

    [Fact]
    public void relative_to_a_given_highest_value() => Sparkline.Of([1, 2], highest: 8).Should().Be("▁▂");

    [Fact]
    public void with_a_dot_for_a_missing_value() => Sparkline.Of([8, null, 8]).Should().Be("█·█");

    [Fact]
    public void from_no_values_or_only_zeros() => (Sparkline.Of([]), Sparkline.Of([0, 0])).Should().Be(("", "▁▁"));
}
