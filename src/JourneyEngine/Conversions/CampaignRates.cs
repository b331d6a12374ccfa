using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Conversions;

/// <summary>Visits at risk and conversion, by how the visitor first came.</summary>
public static class CampaignRates
{
    public static readonly string[] Parts = ["campaign", "referrer", "landing"];

    /// <summary>Which part of the origin, its value, the last visit at risk, and 1 where it converted.</summary>
    public static readonly Measure Origins = Measure.OfFunnel(
        "origin",
        1,
        ["visits", "converted"],
        Of,
        ["part", "value"]
    );

    /// <returns>By value; of those who brought none under null.</returns>
    internal static IReadOnlyList<(string? Value, IReadOnlyList<VisitCell> Cells)> Read(ReportSums sums, string part) =>
        [
            .. sums.Of(Origins)
                .Where(it => it.Cell.Text1 == part)
                .GroupBy(it => it.Cell.Text2)
                .Select(it =>
                    (
                        Value: it.Key.Length == 0 ? null : it.Key,
                        (IReadOnlyList<VisitCell>)
                            [
                                .. AttemptsByVisit.Cells(
                                    it.Select(sum => (sum.Cell.Number1, sum.Cell.Number2 == 1, sum.Count))
                                ),
                            ]
                    )
                ),
        ];

    private static IEnumerable<Cell> Of(MeasuredJourney of, JourneyInFunnel funnel)
    {
        if (of.Journey.Origin is not { } origin)
            yield break;
        var converted = funnel.ConvertedInVisit;
        var cell = new Cell(converted ?? of.Journey.Visits.Length, converted is null ? 0 : 1);
        yield return cell.With(Parts[0], origin.Campaign);
        yield return cell.With(Parts[1], origin.ReferrerHost);
        yield return cell.With(Parts[2], origin.Landing);
    }
}
