using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Statistics;

namespace JourneyEngine.Replay;

/// <summary>What a funnel makes of a site's history.</summary>
/// <param name="Version">0 for one that was never defined.</param>
/// <param name="Visitors">All who count, at whatever stage.</param>
/// <param name="Converted">Those who reached the goal in any visit.</param>
public sealed record FunnelFigures(
    string Funnel,
    int Version,
    long Visitors,
    long Converted,
    IReadOnlyList<FunnelFigures.StageRow> Stages,
    IReadOnlyList<FunnelFigures.VisitRow> ByVisit
)
{
    /// <param name="Stage">Null before the first; there is no such row where nobody is.</param>
    /// <param name="Visitors">Those whose furthest stage it is.</param>
    public sealed record StageRow(string? Stage, long Visitors);

    /// <param name="Rate">Share of those at risk who converted in this visit, in [0, 1], with the 95 % Wilson interval;
    /// absent where nobody was at risk.</param>
    public sealed record VisitRow(
        int Visit,
        long Reached,
        long AtRisk,
        long Converted,
        double? Rate,
        double? Low,
        double? High
    );

    /// <param name="sums">Sums over the visitors, as the live reports have them.</param>
    internal static FunnelFigures Of(
        FunnelDefined funnel,
        string name,
        FunnelMeasures of,
        IReadOnlyDictionary<(Measure Measure, Cell Cell), long> sums
    )
    {
        long Sum(Measure what, int at) => sums.GetValueOrDefault((what, new Cell(at)));
        var visits = sums
            .Keys.Where(it => it.Measure == of.Reached)
            .Select(it => it.Cell.Number1)
            .DefaultIfEmpty(0)
            .Max();
        VisitRow[] rows =
        [
            .. Enumerable
                .Range(1, visits)
                .Select(visit => RowOf(visit, Sum(of.Reached, visit), Sum(of.AtRisk, visit), Sum(of.Converted, visit))),
        ];
        return new FunnelFigures(
            name,
            funnel.Version,
            Sum(of.Reached, 1),
            rows.Sum(it => it.Converted),
            [
                .. Sum(of.Stage, -1) is > 0 and var before ? [new StageRow(null, before)] : Array.Empty<StageRow>(),
                .. funnel.Stages.Select((stage, index) => new StageRow(stage.Name, Sum(of.Stage, index))),
            ],
            rows
        );
    }

    private static VisitRow RowOf(int visit, long reached, long atRisk, long converted)
    {
        var interval = Wilson.Interval(converted, atRisk);
        return new VisitRow(
            visit,
            reached,
            atRisk,
            converted,
            atRisk == 0 ? null : (double)converted / atRisk,
            interval?.Low,
            interval?.High
        );
    }
}
