namespace JourneyEngine.Dashboard.Charts;

/// <summary>Keeps the places of a flow in their order.</summary>
public static class FlowOrder
{
    /// <summary>Of those who are away: behind every stage.</summary>
    private const double Last = 2;

    /// <remarks>The diagram lays places out as it comes across them, and no order of the links alone has every column in
    /// order. So links of nobody, which are not seen, go before.</remarks>
    /// <returns>The links, after others that name the places of each column from the least to the most ripe.</returns>
    public static FlowLink[] Of(FlowLink[] links) =>
        [.. links.GroupBy(it => it.Column).OrderBy(it => it.Key).SelectMany(OfNobody), .. links];

    private static IEnumerable<FlowLink> OfNobody(IEnumerable<FlowLink> column)
    {
        var sources = column.OrderBy(it => it.FromRipeness ?? Last).DistinctBy(it => it.From).ToArray();
        var targets = column.OrderBy(it => it.ToRipeness ?? Last).DistinctBy(it => it.To).ToArray();
        foreach (var it in targets)
            yield return Joined(sources[0], it);
        foreach (var it in sources[1..])
            yield return Joined(it, targets[0]);
    }

    private static FlowLink Joined(FlowLink source, FlowLink target) =>
        source with
        {
            To = target.To,
            ToLabel = target.ToLabel,
            ToRipeness = target.ToRipeness,
            Visitors = 0,
        };
}
