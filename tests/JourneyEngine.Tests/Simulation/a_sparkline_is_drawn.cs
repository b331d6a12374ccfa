using JourneyEngine.Cli;

namespace JourneyEngine.Tests.Simulation;

public class a_sparkline_is_drawn
{
    [Fact]
    public void by_the_greatest_value() => Sparkline.Of([0, 1, 4, 8]).Should().Be("▁▁▄█");

    [Fact]
    public void by_what_another_line_is_drawn_by() => Sparkline.Of([1, 2], highest: 8).Should().Be("▁▂");

    [Fact]
    public void with_a_dot_where_nothing_is_known() => Sparkline.Of([8, null, 8]).Should().Be("█·█");

    [Fact]
    public void of_nothing_or_zeros() => (Sparkline.Of([]), Sparkline.Of([0, 0])).Should().Be(("", "▁▁"));
}
