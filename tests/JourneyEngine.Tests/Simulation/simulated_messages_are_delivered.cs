namespace JourneyEngine.Tests.Simulation;

public class simulated_messages_are_delivered
{
    private static readonly int Messages = Simulated.Streams.Sum(it => it.Length);

    [Fact]
    public void some_of_them_twice()
    {
        var twice = Simulated.Delivered.Count - Messages;

        ((double)twice / Messages).Should().BeApproximately(0.02, Simulated.Tolerance(0.02, Messages));
        Simulated.Delivered.CountBy(it => it.MessageId).Should().OnlyContain(it => it.Value <= 2);
    }

    [Fact]
    public void the_second_time_like_the_first() =>
        Simulated.Delivered.Distinct().Should().HaveCount(Messages);

    [Fact]
    public void in_no_order()
    {
        var early = Simulated.Delivered.Zip(Simulated.Delivered.Skip(1)).Count(it => it.First.At <= it.Second.At);

        ((double)early / Simulated.Delivered.Count).Should().BeApproximately(0.5, 0.02);
    }
}
