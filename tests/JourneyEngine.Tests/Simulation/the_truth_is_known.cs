using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Tests.Simulation;

public class the_truth_is_known
{
    private const string SignedUp = "Signed Up";

    [Theory]
    [InlineData(1, 0.04)]
    [InlineData(2, 0.08)]
    [InlineData(3, 0.11)]
    [InlineData(4, 0.11)]
    public void of_signing_up_in_a_visit(int visit, double probability)
    {
        var (atRisk, converted) = At(visit);

        ((double)converted / atRisk).Should().BeApproximately(probability, Simulated.Tolerance(probability, atRisk));
    }

    [Fact]
    public void and_a_return_converts_at_another_rate_than_a_first_visit()
    {
        var (first, second) = (At(1), At(2));
        var (rate1, rate2) = ((double)first.Converted / first.AtRisk, (double)second.Converted / second.AtRisk);

        (rate2 - rate1).Should().BeGreaterThan(Simulated.Tolerance(rate1, first.AtRisk) + Simulated.Tolerance(rate2, second.AtRisk));
    }

    [Fact]
    public void and_nobody_signs_up_twice() =>
        Simulated.Streams.Should().OnlyContain(it => it.Count(message => message.Name == SignedUp) <= 1);

    /// <summary>BG/NBD: nobody leaves before the first return, so P(no return in T) = (alpha / (alpha + T))^r.</summary>
    [Fact]
    public void of_never_returning()
    {
        var expected = Simulated.Streams.Average(it => Math.Pow(
            Truth.Demo.VisitRate / (Truth.Demo.VisitRate + (Simulated.Now - it[0].At).TotalDays), Truth.Demo.VisitShape));

        var share = (double)Simulated.Visits.Count(it => it.Length == 1) / Simulated.Visitors;

        share.Should().BeApproximately(expected, Simulated.Tolerance(expected, Simulated.Visitors));
    }

    [Fact]
    public void of_leaving_for_good()
    {
        var leavers = Simulator.Run(Truth.Demo with { LeaveA = 1e6, LeaveB = 1 }, 2_000, seed: 1, Simulated.Now);

        leavers.DistinctBy(it => it.MessageId).Where(it => it.Name == "home").CountBy(it => it.Visitor)
            .Select(it => it.Value).Distinct().Should().BeEquivalentTo([1, 2]);
    }

    private static (int AtRisk, int Converted) At(int visit)
    {
        var atRisk = Simulated.Visits.Where(it => it.Length >= visit && !it.Take(visit - 1).Any(Converts)).ToList();
        return (atRisk.Count, atRisk.Count(it => Converts(it[visit - 1])));
    }

    private static bool Converts(Message[] visit) => visit.Any(it => it.Name == SignedUp);
}
