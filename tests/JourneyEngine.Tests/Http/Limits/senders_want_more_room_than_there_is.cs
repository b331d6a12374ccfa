using FsCheck;
using FsCheck.Xunit;
using JourneyEngine.Http.Limits;

namespace JourneyEngine.Tests.Http.Limits;

public class senders_want_more_room_than_there_is
{
    private const long Most = 100_000;

    private readonly FairShares _shares = new();

    [Fact]
    public void one_alone_has_seven_tenths_of_it() => Greedy(new("a", "k", 1)).Should().BeInRange(70_000, 70_300);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void greedy_sites_leave_some_for_another(int greedy)
    {
        var senders = Enumerable.Range(0, greedy).Select(site => new Sender($"s{site}", "k", 1)).ToArray();
        while (senders.Count(it => _shares.TryTake(it, 10, Most)) > 0)
            continue;

        Greedy(new("other", "k", 1)).Should().BeGreaterThan(300);
    }

    [Fact]
    public void a_greedy_key_leaves_some_for_another_of_its_site()
    {
        for (ulong network = 1; network <= 20; network++)
            Greedy(new("a", "noisy", network));

        Greedy(new("a", "other", 1)).Should().BeGreaterThan(1_000);
    }

    [Fact]
    public void a_greedy_address_leaves_some_for_another_with_its_key()
    {
        Greedy(new("a", "k", 1));

        Greedy(new("a", "k", 2)).Should().BeGreaterThan(5_000);
    }

    [Fact]
    public void who_holds_nothing_may_take_what_is_larger_than_there_is_room_for()
    {
        _shares.TryTake(new("a"), 2 * Most, Most).Should().BeTrue();

        _shares.TryTake(new("a"), 1, Most).Should().BeFalse();
        _shares.TryTake(new("b"), 1, Most).Should().BeFalse();
    }

    [Fact]
    public void what_is_assured_to_a_site_is_there_however_much_others_hold()
    {
        var shares = new FairShares(assured: 10);
        shares.TryTake(new("a"), 2 * Most, Most).Should().BeTrue();

        shares.TryTake(new("b"), 10, Most).Should().BeTrue();
        shares.TryTake(new("b"), 1, Most).Should().BeFalse();
    }

    [Property]
    public void what_all_gave_back_is_kept_of_nobody((byte Site, byte Key, ulong Network, ushort Amount)[] taken)
    {
        var (shares, held) = (new FairShares(), new Stack<(Sender Sender, long Amount)>());
        foreach (var it in taken ?? [])
        {
            var sender = new Sender($"s{it.Site % 3}", $"k{it.Key % 3}", it.Network % 4);
            if (shares.TryTake(sender, 1 + it.Amount, Most))
                held.Push((sender, 1 + it.Amount));
        }

        shares.Kept.Should().BeLessThanOrEqualTo(3 * held.Count);
        while (held.TryPop(out var one))
            shares.GiveBack(one.Sender, one.Amount);

        shares.Kept.Should().Be(0);
        shares.TryTake(new("a"), Most, Most).Should().BeTrue();
    }

    /// <returns>How much somebody gets who takes all that is given.</returns>
    private long Greedy(Sender sender)
    {
        long taken = 0;
        while (_shares.TryTake(sender, 100, Most))
            taken += 100;
        return taken;
    }
}
