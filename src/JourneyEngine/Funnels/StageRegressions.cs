using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>Return visits that went no further than an earlier stage.</summary>
public static class StageRegressions
{
    /// <summary>Of the stages their places, from 1; 0 where the visit has no evidence.</summary>
    public static readonly Measure Regressed = Measure.OfFunnel("regressed", 1, ["from", "to"], Fell);

    /// <param name="From">The furthest stage reached before the visit.</param>
    /// <param name="To">The furthest stage that the visit alone has evidence of; absent where it has none.</param>
    public sealed record Row(string From, string? To, long Visits);

    internal static IReadOnlyList<Row> Rows(ReportSums sums, FunnelDefined funnel) =>
        [
            .. sums.Of(Regressed)
                .Select(it => new Row(
                    funnel.Stages[it.Cell.Number1 - 1].Name,
                    it.Cell.Number2 == 0 ? null : funnel.Stages[it.Cell.Number2 - 1].Name,
                    it.Count
                )),
        ];

    private static IEnumerable<Cell> Fell(MeasuredJourney of, JourneyInFunnel funnel)
    {
        var journey = of.Journey;
        for (var i = 1; i < journey.Visits.Length; i++)
        {
            var before = Array.FindLastIndex(funnel.StagesReached, it => it < journey.Visits[i].Start);
            var alone = before < 0 ? before : FunnelProgress.StageIn(journey, of.Rules, funnel.Funnel, i);
            if (alone < before)
                yield return new Cell(before + 1, alone + 1);
        }
    }
}
