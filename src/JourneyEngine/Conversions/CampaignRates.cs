using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Conversions;

/// <summary>Visits at risk and conversion, by how the visitor first came.</summary>
public static class CampaignRates
{
    /// <summary>Which part of the origin, its value, the last visit at risk, 1 where it converted, and the last visit
    /// of all.</summary>
    public static readonly Measure Origins = Measure.OfFunnel(
        "origin",
        2,
        ["visits", "converted", "reached"],
        Of,
        ["part", "value"]
    );

    internal static IReadOnlyList<CampaignGroup> Read(ReportSums sums, string part) =>
        [
            .. sums.Of(Origins)
                .Where(it => it.Cell.Text1 == part)
                .GroupBy(it => it.Cell.Text2)
                .Select(it => new CampaignGroup(
                    it.Key.Length == 0 ? null : it.Key,
                    [.. AttemptsByVisit.Cells(it.Select(sum => (sum.Cell.Number1, sum.Cell.Number2 == 1, sum.Count)))],
                    [
                        .. AttemptsByVisit
                            .Cells(it.Select(sum => (sum.Cell.Number3, false, sum.Count)))
                            .Select(reached => reached.AtRisk),
                    ]
                )),
        ];

    private static IEnumerable<Cell> Of(MeasuredJourney of, JourneyInFunnel funnel)
    {
        if (of.Journey.Origin is not { } origin)
            yield break;
        var (converted, visits) = (funnel.ConvertedInVisit, of.Journey.Visits.Length);
        var cell = new Cell(converted ?? visits, converted is null ? 0 : 1, visits);
        foreach (var part in Origin.Parts)
            yield return cell.With(part, origin[part]);
    }
}
