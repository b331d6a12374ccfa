using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Personalization.Slots;

/// <summary>The order in which what a slot learned is listed.</summary>
internal static class PosteriorOrder
{
    /// <returns>The same with its cells by stage, in the order of the funnel, then by visit, then by content.</returns>
    public static async Task<PosteriorUpdated> Of(
        PosteriorUpdated learned,
        string site,
        SiteConfiguration configuration,
        CancellationToken cancellation
    )
    {
        var order = await StageOrder.Read(configuration, site, cancellation);
        return learned with { Cells = [.. learned.Cells.Order(order, learned.Slot)] };
    }

    internal static IEnumerable<PosteriorCell> Order(
        this IEnumerable<PosteriorCell> cells,
        StageOrder order,
        string slot
    ) =>
        cells
            .OrderBy(it => order.Place(slot, it.Stage))
            .ThenBy(it => it.Stage, StringComparer.Ordinal)
            .ThenBy(it => it.FromVisit)
            .ThenBy(it => it.Content, StringComparer.Ordinal);
}
