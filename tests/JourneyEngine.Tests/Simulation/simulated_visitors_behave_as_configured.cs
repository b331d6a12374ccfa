using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Tests.Simulation;

public class simulated_visitors_behave_as_configured
{
    private const string SignedUp = "Signed Up";

    [Theory]
    [InlineData(1, 0.04)]
    [InlineData(2, 0.08)]
    [InlineData(3, 0.11)]
    [InlineData(4, 0.11)]
    public void in_the_sign_up_rate_of_each_visit_number(int visit, double probability)
    {
        var (atRisk, converted) = At(visit);

        ((double)converted / atRisk).Should().BeApproximately(probability, Simulated.Tolerance(probability, atRisk));
    }

    [Fact]
    public void in_a_sign_up_rate_that_is_higher_in_second_visits()
    {
        var (first, second) = (At(1), At(2));
        var (rate1, rate2) = ((double)first.Converted / first.AtRisk, (double)second.Converted / second.AtRisk);

        (rate2 - rate1)
            .Should()
            .BeGreaterThan(Simulated.Tolerance(rate1, first.AtRisk) + Simulated.Tolerance(rate2, second.AtRisk));
    }

    [Fact]
    public void in_signing_up_once_at_most() =>
        Simulated.Streams.Should().OnlyContain(it => it.Count(message => message.Name == SignedUp) <= 1);

    /// <summary>BG/NBD: nobody leaves before the first return, so P(no return in T) = (alpha / (alpha +
    /// T))^r.</summary>
    [Fact]
    public void in_the_share_who_never_return()
    {
        var expected = Simulated.Streams.Average(it =>
            Math.Pow(
                Truth.Demo.VisitRate / (Truth.Demo.VisitRate + (Simulated.Now - it[0].At).TotalDays),
                Truth.Demo.VisitShape
            )
        );

        var share = (double)Simulated.Visits.Count(it => it.Length == 1) / Simulated.Visitors;

        share.Should().BeApproximately(expected, Simulated.Tolerance(expected, Simulated.Visitors));
    }

    [Fact]
    public void in_leaving_for_good_after_their_first_return()
    {
        var leavers = Simulator.Run(Truth.Demo with { LeaveA = 1e6, LeaveB = 1 }, 2_000, seed: 1, Simulated.Now);

        leavers
            .DistinctBy(it => it.MessageId)
            .Where(it => it.Name == "home")
            .CountBy(it => it.Visitor)
            .Select(it => it.Value)
            .Distinct()
            .Should()
            .BeEquivalentTo([1, 2]);
    }

    private static (int AtRisk, int Converted) At(int visit)
    {
        var atRisk = Simulated.Visits.Where(it => it.Length >= visit && !it.Take(visit - 1).Any(Converts)).ToList();
        return (atRisk.Count, atRisk.Count(it => Converts(it[visit - 1])));
    }

    private static bool Converts(Message[] visit) => visit.Any(it => it.Name == SignedUp);
}
