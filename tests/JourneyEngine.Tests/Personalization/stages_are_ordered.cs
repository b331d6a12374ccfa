using JourneyEngine.Contracts;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Tests.Personalization;

public sealed class stages_are_ordered
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly FunnelDefined Shop = Funnel("shop", "Zero", "Middle", "Away");

    [Fact]
    public void as_in_the_funnel_of_the_slot() =>
        new[] { "Away", "Renamed", "Middle", null, "Zero" }
            .OrderBy(it => new StageOrder([Slot("shop")], [Funnel("other", "Away", "Zero"), Shop]).Place("hero", it))
            .Should()
            .Equal(null, "Zero", "Middle", "Away", "Renamed");

    [Fact]
    public void as_in_the_site_s_only_funnel_if_the_slot_names_none() =>
        new StageOrder([Slot(null)], [Shop]).Place("hero", "Away").Should().Be(2);

    [Theory]
    [InlineData("hero")]
    [InlineData("gone")]
    public void in_no_way_if_no_funnel_is_known(string slot)
    {
        var order = new StageOrder([Slot(null)], [Shop, Funnel("other", "Zero")]);

        (order.Place(slot, null), order.Place(slot, "Zero"), order.Place(slot, "Away"))
            .Should()
            .Be((-1, int.MaxValue, int.MaxValue));
    }

    private static FunnelDefined Funnel(string name, params string[] stages) =>
        new(
            name,
            1,
            [.. stages.Select(it => new StageDefinition(it, false, [new Evidence("page", null, null)], null))],
            Noon
        );

    private static SlotDefined Slot(string? funnel) =>
        new("hero", 1, funnel, "rules", new Content("plain", default), [], Noon);
}
