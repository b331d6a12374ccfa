using System.Globalization;

namespace JourneyEngine.Conversions;

/// <summary>The rates of each campaign, host or page, at one mix of visit numbers.</summary>
internal static class CampaignRows
{
    public static IEnumerable<Line> Lines(IReadOnlyList<(string? Value, IReadOnlyList<VisitCell> Cells)> groups) =>
        Rows(groups, VisitMix.Of(All(groups)))
            .SelectMany(row =>
                row.ByVisit.Select(it => new Line(
                    row.Value,
                    it.Visit,
                    it.AtRisk,
                    it.Converted,
                    it.Rate,
                    it.Low,
                    it.High,
                    row.Standardised.Rate
                ))
            );

    public static Campaigns.Row[] Rows(
        IReadOnlyList<(string? Value, IReadOnlyList<VisitCell> Cells)> groups,
        IReadOnlyList<MixShare> mix
    ) =>
        [
            .. groups
                .Select(it => RowOf(it.Value, it.Cells, mix))
                .OrderByDescending(it => it.Visitors)
                .ThenBy(it => it.Value, StringComparer.Ordinal),
        ];

    public static Campaigns.Row RowOf(string? value, IReadOnlyList<VisitCell> cells, IReadOnlyList<MixShare> mix)
    {
        var standardised = VisitMix.At(mix, "the visits at risk of all visitors of this report", cells);
        var missing = mix.Where(share => !cells.Any(it => it.Visit == share.Visit)).Select(it => it.Visit).ToArray();
        return new Campaigns.Row(
            value,
            cells[0].AtRisk,
            cells.Sum(it => it.Converted),
            [.. cells.Select(it => VisitRates.RowOf(it.AtRisk, it))],
            standardised,
            missing.Length == 0
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Nobody was at risk at visit {missing[0]}{(missing.Length == 1 ? "" : $" and {missing.Length - 1} others")}: the rate leaves {1 - standardised.Covered:P1} of the mix out."
                )
        );
    }

    public static IEnumerable<VisitCell> All(IReadOnlyList<(string? Value, IReadOnlyList<VisitCell> Cells)> groups) =>
        groups
            .SelectMany(it => it.Cells)
            .GroupBy(it => it.Visit)
            .OrderBy(it => it.Key)
            .Select(it => new VisitCell(it.Key, it.Sum(cell => cell.AtRisk), it.Sum(cell => cell.Converted)));

    /// <summary>A line of the table.</summary>
    public sealed record Line(
        string? Value,
        int Visit,
        long AtRisk,
        long Converted,
        double? Rate,
        double? Low,
        double? High,
        double? Standardised
    );
}
