using JourneyEngine.Decisions;
using JourneyEngine.Reports;

namespace JourneyEngine.Conversions;

/// <summary>The same by attempt: whoever converted, or stayed away for long, begins anew.</summary>
public static class AttemptsByVisit
{
    public const string Unit = "attempts";
    internal const string Attempt = "attempt";
    private const int Outcomes = 2;

    internal static readonly string Definition =
        $"An attempt begins with the first visit, or with the one after a conversion or after a pause of more than {Attempts.LapseDays} days; it ends with the visit that converts, or before such a pause. "
        + "visit is the number of the visit in its attempt. Rate at visit k: attempts that converted in visit k, of those that reached it, with the 95 % Wilson interval. A visitor may have several. "
        + "from and to choose visitors by the day of their first interaction, UTC.";

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules) => rules.Funnels.SelectMany(funnel => Attempts.Of(journey, rules, funnel)
        .Select(it => new Tally(Attempt, funnel.Name, funnel.Version, Tallies.CohortDay(journey), (it.Visits * Outcomes) + (it.Converted ? 1 : 0))));

    internal static IReadOnlyList<ConversionsByVisit.Row> Rows(ReportSums sums) =>
        [.. Cells(sums.Of(Attempt)).Select(it => ConversionsByVisit.RowOf(it.AtRisk, it))];

    /// <param name="lengths">How many ended after how many visits, twice that number and one more where it was with a conversion.</param>
    internal static IEnumerable<VisitCell> Cells(IEnumerable<(int Key, long Count)> lengths)
    {
        var byLength = lengths.ToLookup(it => it.Key / Outcomes);
        var left = byLength.Sum(length => length.Sum(it => it.Count));
        for (var visit = 1; left > 0; visit++)
        {
            yield return new VisitCell(visit, left, byLength[visit].Where(it => it.Key % Outcomes == 1).Sum(it => it.Count));
            left -= byLength[visit].Sum(it => it.Count);
        }
    }
}
