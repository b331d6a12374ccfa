using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Sites;

namespace JourneyEngine.Personalization.Slots;

/// <summary>The order in which stages are listed: that of the slot's funnel, never that of names or of arrival.</summary>
internal sealed class StageOrder(IEnumerable<SlotDefined> slots, IReadOnlyList<FunnelDefined> funnels)
{
    private readonly Dictionary<string, FunnelDefined?> _funnels = slots.ToDictionary(
        it => it.Slot,
        it => FunnelOf(it.Funnel, funnels)
    );

    public static async Task<StageOrder> Read(
        SiteConfiguration configuration,
        string site,
        CancellationToken cancellation
    ) =>
        new(
            await configuration.AllLatest<SlotDefined>(site, StreamNames.Slot(""), cancellation),
            await configuration.AllLatest<FunnelDefined>(site, StreamNames.Funnel(""), cancellation)
        );

    /// <returns>-1 before the first stage; past all others for a stage that the funnel no longer has.</returns>
    public int Place(string slot, string? stage) => Place(_funnels.GetValueOrDefault(slot), stage);

    public static int Place(FunnelDefined? funnel, string? stage) =>
        stage is null ? -1
        : Array.FindIndex(funnel?.Stages ?? [], it => it.Name == stage) is >= 0 and var place ? place
        : int.MaxValue;

    /// <returns>Null if the slot names none and the site has not just one.</returns>
    public static FunnelDefined? FunnelOf(string? name, IReadOnlyList<FunnelDefined> funnels) =>
        name is not null ? funnels.FirstOrDefault(it => it.Name == name)
        : funnels.Count == 1 ? funnels[0]
        : null;
}
