using System.Diagnostics.Metrics;
using JourneyEngine.Http.Limits;

namespace JourneyEngine.Tests.Http.Limits;

public sealed class many_visits_come_from_one_address : IMeterFactory
{
    private const int Few = 5;
    private const ulong Office = 7;
    private const long Noon = 500_000;

    private readonly TeachingVisits _visits = new(Noon);

    [Fact]
    public void the_first_few_teach()
    {
        var taught = Enumerable.Range(0, 120).Where(it => Comes($"v{it}")).ToArray();

        taught.Should().Equal(0, 1, 2, 3, 4);
        Comes("v3").Should().BeTrue("the same visit goes on");
        Comes("v5").Should().BeFalse();
    }

    [Fact]
    public void of_more_as_many_as_a_twentieth_of_all_others_teach()
    {
        for (var i = 0; i < 4_000; i++)
            Comes($"other{i}", from: 1_000 + (ulong)i).Should().BeTrue();

        Enumerable.Range(0, 1_000).Count(it => Comes($"v{it}")).Should().BeInRange(198, 202);
    }

    [Fact]
    public void many_addresses_of_one_sender_make_no_room_for_each_other()
    {
        const int addresses = 40;

        var taught = Enumerable.Range(0, 20_000).Count(it => Comes($"v{it}", from: 1_000 + (ulong)(it % addresses)));

        taught.Should().BeLessThanOrEqualTo(addresses * Few * 2, "of each the first few, and as much again");
    }

    [Fact]
    public void one_visitor_who_claims_many_hours_has_as_many_visits() =>
        Enumerable.Range(0, 120).Count(it => Comes("v", at: Noon - it)).Should().Be(Few);

    [Fact]
    public void neither_another_address_nor_another_site_teaches_less()
    {
        for (var i = 0; i < 100_000; i++)
            Comes($"v{i}");

        Comes("v", from: Office + 1).Should().BeTrue();
        _visits.Take(new Sender("other", "", Office), "v", Noon, Few).Should().BeTrue();
    }

    [Fact]
    public void the_next_hour_begins_anew()
    {
        var clock = new Stopped { Now = DateTimeOffset.UnixEpoch.AddHours(Noon) };
        var crowds = new Crowds(new LimitSettings { Learning = 1 }, new RefusalCounter(this), clock);
        var sender = new Sender("site", "", Office);
        bool IsOfCrowd(string visitor) => crowds.Has(sender, visitor, clock.Now);
        IsOfCrowd("first").Should().BeFalse();
        IsOfCrowd("second").Should().BeTrue();

        clock.Now = clock.Now.AddHours(1);

        IsOfCrowd("second").Should().BeFalse();
        IsOfCrowd("first").Should().BeTrue();
    }

    [Fact]
    public void all_teach_where_there_is_no_limit()
    {
        var crowds = new Crowds(new LimitSettings { Learning = 0 }, new RefusalCounter(this), TimeProvider.System);

        Enumerable.Range(0, 100).Should().NotContain(it => crowds.Has(new Sender("site"), $"v{it}", default));
    }

    Meter IMeterFactory.Create(MeterOptions options) => new(options);

    void IDisposable.Dispose() { }

    private bool Comes(string visitor, ulong from = Office, long at = Noon) =>
        _visits.Take(new Sender("site", "", from), visitor, at, Few);

    private sealed class Stopped : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
