using System.Globalization;

namespace JourneyEngine.Conversions;

/// <summary>The rates of each campaign, host or page, at one mix of visit numbers.</summary>
internal static class CampaignRows
{
    public static IEnumerable<Line> Lines(IReadOnlyList<CampaignGroup> groups) =>
        Rows(groups, VisitMix.Of(All(groups)))
            .SelectMany(row =>
                row.ByVisit.Select(it => new Line(
                    row.Value,
                    it.Visit,
                    it.Reached,
                    it.AtRisk,
                    it.Converted,
                    it.Rate,
                    it.Low,
                    it.High,
                    row.Standardised.Rate
                ))
            );

    public static Campaigns.Row[] Rows(IReadOnlyList<CampaignGroup> groups, IReadOnlyList<MixShare> mix) =>
        [
            .. groups
                .Select(it => RowOf(it, mix))
                .OrderByDescending(it => it.Visitors)
                .ThenBy(it => it.Value, StringComparer.Ordinal),
        ];

    public static Campaigns.Row RowOf(CampaignGroup group, IReadOnlyList<MixShare> mix)
    {
        var cells = group.Cells;
        var standardised = VisitMix.At(mix, "the visits at risk of all visitors of this report", cells);
        var missing = mix.Where(share => !cells.Any(it => it.Visit == share.Visit)).Select(it => it.Visit).ToArray();
        return new Campaigns.Row(
            group.Value,
            cells[0].AtRisk,
            cells.Sum(it => it.Converted),
            [
                .. group.Reached.Select(
                    (reached, i) => VisitRates.RowOf(reached, i < cells.Count ? cells[i] : new VisitCell(i + 1, 0, 0))
                ),
            ],
            standardised,
            missing.Length == 0
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Nobody was at risk at visit {missing[0]}{(missing.Length == 1 ? "" : $" and {missing.Length - 1} others")}: the rate leaves {1 - standardised.Covered:P1} of the mix out."
                )
        );
    }

    public static IEnumerable<VisitCell> All(IReadOnlyList<CampaignGroup> groups) =>
        groups
            .SelectMany(it => it.Cells)
            .GroupBy(it => it.Visit)
            .OrderBy(it => it.Key)
            .Select(it => new VisitCell(it.Key, it.Sum(cell => cell.AtRisk), it.Sum(cell => cell.Converted)));

    /// <summary>A line of the table.</summary>
    public sealed record Line(
        string? Value,
        int Visit,
        long Reached,
        long AtRisk,
        long Converted,
        double? Rate,
        double? Low,
        double? High,
        double? Standardised
    );
}
