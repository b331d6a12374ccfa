using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Tests.Simulation;

public class people_are_simulated
{
    private const int People = 2_000;

    private static readonly DeviceHabits Habits = Truth.People.Devices!;
    private static readonly IReadOnlyList<Message> Delivered = Simulator.Run(
        Truth.People,
        People,
        seed: 1,
        Simulated.Now
    );

    private static readonly ILookup<string, string> UsersByDevice = Delivered
        .Where(it => it.User is not null)
        .Select(it => (it.Visitor, User: it.User!))
        .Distinct()
        .ToLookup(it => it.Visitor, it => it.User);

    [Fact]
    public void on_one_to_three_devices_of_their_own()
    {
        var owned = UsersByDevice
            .Where(it => !it.Key.Contains("family"))
            .SelectMany(it => it.Select(user => (User: user, Device: it.Key)))
            .CountBy(it => it.User);

        owned.Select(it => it.Value).Distinct().Should().BeEquivalentTo([1, 2, 3]);
    }

    [Fact]
    public void who_share_devices_with_their_household_alone()
    {
        UsersByDevice.Should().OnlyContain(it => it.Key.Contains("family") || it.Count() == 1);
        UsersByDevice.Should().Contain(it => it.Count() == 2).And.NotContain(it => it.Count() > 2);
    }

    [Fact]
    public void who_sign_in_sooner_later_or_never_and_stay_signed_in()
    {
        var streams = Delivered
            .Where(it => !it.Visitor.Contains("family"))
            .GroupBy(it => it.Visitor)
            .Select(it => it.OrderBy(one => one.At).Select(one => one.User is not null).ToList())
            .ToList();

        streams.Should().OnlyContain(it => !it.SkipWhile(signedIn => !signedIn).Contains(false));
        streams.Should().Contain(it => it.First()).And.Contain(it => !it.First() && it.Last());
        var never = 1 - ((double)UsersByDevice.SelectMany(it => it).Distinct().Count() / People);
        never.Should().BeGreaterThan(Habits.NeverSignIn - Simulated.Tolerance(Habits.NeverSignIn, People));
    }

    [Fact]
    public void who_withdraw_for_good() =>
        Delivered
            .Where(it => !it.Visitor.Contains("family"))
            .GroupBy(it => it.Visitor)
            .Select(it => it.OrderBy(one => one.At).Select(one => one.Agrees).ToList())
            .Should()
            .OnlyContain(it => !it.SkipWhile(agrees => agrees).Contains(true))
            .And.Contain(it => it.First() && !it.Last());

    [Fact]
    public void with_the_same_messages_for_the_same_seed() =>
        Simulator.Run(Truth.People, People, seed: 1, Simulated.Now).Should().Equal(Delivered);
}
