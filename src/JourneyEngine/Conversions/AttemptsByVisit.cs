using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Conversions;

/// <summary>The same by attempt: whoever converted, or stayed away for long, begins anew.</summary>
public static class AttemptsByVisit
{
    public const string Unit = "attempts";

    /// <summary>How many visits an attempt has, and 1 where it ended with a conversion.</summary>
    public static readonly Measure Attempt = Measure.OfFunnel(
        "attempt",
        1,
        ["visits", "converted"],
        (of, funnel) =>
            Attempts.Of(of.Journey, of.Rules, funnel.Funnel).Select(it => new Cell(it.Visits, it.Converted ? 1 : 0))
    );

    internal static readonly string Definition =
        $"An attempt begins with the first visit, or with the one after a conversion or after a pause of more "
        + $"than {Attempts.LapseDays} days; it ends with the visit that converts, or before such a pause. "
        + "visit is the number of the visit in its attempt. Rate at visit k: attempts that converted in visit k, of "
        + "those that reached it, with the 95 % Wilson interval. A visitor may have several. "
        + ReportParameters.Cohorts;

    internal static IReadOnlyList<ConversionsByVisit.Row> Rows(ReportSums sums) =>
        [
            .. Cells(sums.Of(Attempt).Select(it => (it.Cell.Number1, it.Cell.Number2 == 1, it.Count)))
                .Select(it => VisitRates.RowOf(it.AtRisk, it)),
        ];

    /// <param name="lengths">How many ended so.</param>
    internal static IEnumerable<VisitCell> Cells(IEnumerable<(int Visits, bool Converted, long Count)> lengths)
    {
        var byLength = lengths.ToLookup(it => it.Visits);
        var left = byLength.Sum(length => length.Sum(it => it.Count));
        for (var visit = 1; left > 0; visit++)
        {
            yield return new VisitCell(visit, left, byLength[visit].Where(it => it.Converted).Sum(it => it.Count));
            left -= byLength[visit].Sum(it => it.Count);
        }
    }
}
