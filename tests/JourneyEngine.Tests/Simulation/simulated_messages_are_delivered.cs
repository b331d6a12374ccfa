namespace JourneyEngine.Tests.Simulation;

public class simulated_messages_are_delivered
{
    private static readonly int Messages = Simulated.Streams.Sum(it => it.Length);

    [Fact]
    public void twice_in_2_percent_of_cases()
    {
        var twice = Simulated.Delivered.Count - Messages;

        ((double)twice / Messages).Should().BeApproximately(0.02, Simulated.Tolerance(0.02, Messages));
        Simulated.Delivered.CountBy(it => it.MessageId).Should().OnlyContain(it => it.Value <= 2);
    }

    [Fact]
    public void with_a_repeat_equal_to_the_first_delivery() =>
        Simulated.Delivered.Distinct().Should().HaveCount(Messages);

    [Fact]
    public void in_random_order()
    {
        var early = Simulated.Delivered.Zip(Simulated.Delivered.Skip(1)).Count(it => it.First.At <= it.Second.At);

        ((double)early / Simulated.Delivered.Count).Should().BeApproximately(0.5, 0.02);
    }
}
