using System.Text.Json;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Tests.Simulation;

public class visitors_are_simulated
{
    [Fact]
    public void with_the_same_bytes_for_the_same_seed() =>
        Bytes(seed: 7, Simulated.Now).Should().Equal(Bytes(seed: 7, Simulated.Now));

    [Fact]
    public void with_other_ids_for_another_seed_or_day()
    {
        var ids = Ids(seed: 7, Simulated.Now);

        Ids(seed: 8, Simulated.Now).Should().NotIntersectWith(ids);
        Ids(seed: 7, Simulated.Now.AddDays(1)).Should().NotIntersectWith(ids);
    }

    [Fact]
    public void in_larger_numbers_that_contain_the_smaller_ones() =>
        Ids(seed: 7, Simulated.Now, visitors: 60).Should().Contain(Ids(seed: 7, Simulated.Now, visitors: 30));

    [Fact]
    public void within_the_sixty_days_before_now()
    {
        Simulated.Delivered.Should().OnlyContain(it => it.At < Simulated.Now && it.At >= Simulated.Now.AddDays(-60));
        Simulated.Streams.Should().HaveCount(Simulated.Visitors);
    }

    [Fact]
    public void in_visits_clearly_separated_by_the_gap()
    {
        var pauses = Simulated.Streams.SelectMany(it => it.Zip(it.Skip(1), (one, next) => next.At - one.At)).ToList();

        pauses
            .Should()
            .OnlyContain(it => it < TimeSpan.FromMinutes(10) || it > Simulated.Gap + TimeSpan.FromMinutes(1));
        pauses.Should().Contain(it => it < TimeSpan.FromMinutes(10)).And.Contain(it => it > Simulated.Gap);
    }

    [Fact]
    public void with_3_percent_bots()
    {
        var bots = Simulated.Streams.Count(it =>
            it.All(message => message.UserAgent.Contains("bot", StringComparison.OrdinalIgnoreCase))
        );

        Share(bots, Simulated.Visitors).Should().BeApproximately(0.03, Simulated.Tolerance(0.03, Simulated.Visitors));
    }

    [Fact]
    public void with_5_percent_wrong_clocks_each_off_by_a_constant()
    {
        var wrong = Simulated.Streams.Count(it => it[0].ClockOff != TimeSpan.Zero);

        Share(wrong, Simulated.Visitors).Should().BeApproximately(0.05, Simulated.Tolerance(0.05, Simulated.Visitors));
        Simulated.Streams.Should().OnlyContain(it => it.Select(message => message.ClockOff).Distinct().Count() == 1);
    }

    private static byte[] Bytes(int seed, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(Simulator.Run(Truth.Demo, 200, seed, now));

    private static string[] Ids(int seed, DateTimeOffset now, int visitors = 50) =>
        [.. Simulator.Run(Truth.Demo, visitors, seed, now).Select(it => it.MessageId).Distinct()];

    private static double Share(int part, int whole) => (double)part / whole;
}
