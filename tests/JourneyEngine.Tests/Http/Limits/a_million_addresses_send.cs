using JourneyEngine.Http.Limits;

namespace JourneyEngine.Tests.Http.Limits;

public class a_million_addresses_send
{
    /// <summary>Of IPv6, as one attacker has them.</summary>
    private static readonly ulong[] Networks =
    [
        .. Enumerable.Range(0, 1_000_000).Select(i => 0x2001_0db8_0000_0000UL + (ulong)i),
    ];

    [Fact]
    public void they_share_a_bounded_number_of_buckets()
    {
        using var limits = new RateLimits(new LimitSettings { Address = 1_000 });

        var refused = Networks
            .Take(200_000)
            .Count(it => limits.Refusal(new Sender("", "", it), isServer: false) is not null);

        refused.Should().Be(0, "nobody sent more than one");
        limits.Made.Should().BePositive().And.BeLessThanOrEqualTo(RateLimits.Slots * 2);
    }

    [Fact]
    public void each_meets_few_others()
    {
        var together = Networks.CountBy(RateLimits.SlotOf).ToArray();

        together.Select(it => it.Key).Should().OnlyContain(it => it >= 0 && it < RateLimits.Slots);
        together.Max(it => it.Value).Should().BeLessThan(4 * Networks.Length / RateLimits.Slots);
    }
}
