using JourneyEngine.Contracts;
using JourneyEngine.Personalization.Slots;

namespace JourneyEngine.Tests.Personalization;

public sealed class a_posterior_is_listed
{
    [Fact]
    public void by_stage_in_the_order_of_the_funnel_then_by_visit()
    {
        var at = DateTimeOffset.UnixEpoch;
        StageDefinition Stage(string name) => new(name, false, [new Evidence("page", null, null)], null);
        var funnel = new FunnelDefined("shop", 1, [Stage("Zero"), Stage("Middle"), Stage("Away")], at);
        var slot = new SlotDefined("hero", 1, "shop", "learning", new Content("plain", default), [], at);
        PosteriorCell Cell(string content, string? stage, int visit) => new(content, stage, visit, 9, 1);
        PosteriorCell[] cells =
        [
            Cell("b", "Away", 1),
            Cell("a", "Gone", 1),
            Cell("b", "Zero", 7),
            Cell("a", "Zero", 2),
            Cell("a", null, 1),
            Cell("b", "Middle", 1),
            Cell("a", "Middle", 1),
            Cell("a", "Zero", 1),
        ];

        cells
            .Order(new StageOrder([slot], [funnel]), "hero")
            .Select(it => $"{it.Stage} {it.FromVisit} {it.Content}")
            .Should()
            .Equal(" 1 a", "Zero 1 a", "Zero 2 a", "Zero 7 b", "Middle 1 a", "Middle 1 b", "Away 1 b", "Gone 1 a");
    }
}
