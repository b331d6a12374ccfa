using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Reports;

namespace JourneyEngine.Funnels;

/// <summary>How long visitors stay at a stage before they reach a further one.</summary>
public static class StageDwell
{
    private const int LastDay = 999;
    private const long MillisecondsADay = 86_400_000;

    /// <summary>Of the stages their indexes, from 0.</summary>
    public static readonly Measure Dwell = Measure.OfFunnel(
        "dwell",
        1,
        ["stage", "next", "days"],
        (_, funnel) => Dwelt(funnel.StagesReached)
    );

    /// <param name="Next">The further stage that was reached first.</param>
    /// <param name="MedianDays">Whole days from reaching the stage to reaching the next; 999 stands for more.</param>
    public sealed record Row(string Stage, string Next, long Visitors, int MedianDays);

    private static IEnumerable<Cell> Dwelt(long?[] reached)
    {
        for (var stage = 0; stage < reached.Length; stage++)
        {
            if (reached[stage] is { } at && Next(reached, stage, at) is { } next)
                yield return new Cell(stage, next.Stage, (int)Math.Min((next.At - at) / MillisecondsADay, LastDay));
        }
    }

    internal static IReadOnlyList<Row> Rows(ReportSums sums, FunnelDefined funnel) =>
        [
            .. sums.Of(Dwell)
                .GroupBy(it => (Stage: it.Cell.Number1, Next: it.Cell.Number2))
                .Select(it => new Row(
                    funnel.Stages[it.Key.Stage].Name,
                    funnel.Stages[it.Key.Next].Name,
                    it.Sum(one => one.Count),
                    ReportSums.Median([.. it.Select(one => (one.Cell.Number3, one.Count))])!.Value
                )),
        ];

    /// <returns>The first further stage that was reached later; of several at once the furthest.</returns>
    private static (int Stage, long At)? Next(long?[] reached, int stage, long at)
    {
        (int Stage, long At)? next = null;
        for (var further = stage + 1; further < reached.Length; further++)
        {
            if (reached[further] is { } then && then > at && then <= (next?.At ?? long.MaxValue))
                next = (further, then);
        }

        return next;
    }
}
