using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

/// <summary>Each visitor once, at the furthest stage reached; how long visitors stay at a stage, and which visits fell
/// back.</summary>
public sealed class StageCounts : IReport
{
    private const int BeforeTheFirst = -1;

    /// <summary>Index of the furthest stage, from 0; -1 before the first.</summary>
    public static readonly Measure Stage = Measure.OfFunnel(
        "stage",
        2,
        ["stage"],
        (_, funnel) => [new Cell(funnel.StageIndex)]
    );

    private const string Definition =
        "rows: each visitor is counted once, at the furthest stage whose evidence is met; those who have met none are the row "
        + "whose stage is null (before the first stage), which is absent where there are none, so the rows add up to all "
        + "visitors. An evidence's visits is how many visits the visitor has made in all by then, whatever was done in them. dwell: visitors who reached "
        + "a further stage later, by the one that came first, and the median of whole days that "
        + "it took. regressions: return visits that alone show no evidence as far as what was reached before. "
        + "arrivals: visitors by the hour, in the site's time zone, of their first "
        + "interaction and the furthest stage reached by the end of their first visit. "
        + ReportParameters.Cohorts
        + " CSV: table=rows, dwell, regressions or arrivals.";

    /// <param name="Stage">Furthest stage reached; null before the first.</param>
    public sealed record Row(string? Stage, long Visitors);

    public sealed record Report(
        string Funnel,
        int Version,
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<StageDwell.Row> Dwell,
        IReadOnlyList<StageRegressions.Row> Regressions,
        IReadOnlyList<StageArrivals.Row> Arrivals
    );

    public ReportRoute Route =>
        new(
            "stages",
            "Each visitor at the furthest stage reached; dwell, and visits that fell back.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums(
                new ReportParameter("table", "Which table the CSV holds.", "rows", "dwell", "regressions", "arrivals")
            )
        )
        {
            Example = "?funnel=shop",
        };

    public IReadOnlyList<Measure> Measures =>
        [Stage, StageDwell.Dwell, StageRegressions.Regressed, StageArrivals.Arrived];

    public Task<IResult> Handle(ReportQuery query, ReportReader reports, CancellationToken cancellation) =>
        reports.Answer(query, new SumsOf(Measures), sums => Table(sums, query.Choice("table")), Of, cancellation);

    private static ReportTable Table(ReportSums sums, string table) =>
        table switch
        {
            "dwell" => ReportTable.Of("dwell", StageDwell.Rows(sums, sums.Funnel!)),
            "regressions" => ReportTable.Of("regressions", StageRegressions.Rows(sums, sums.Funnel!)),
            "arrivals" => ReportTable.Of("arrivals", StageArrivals.Rows(sums, sums.Funnel!)),
            _ => ReportTable.Of("stages", Rows(sums)),
        };

    private static Report Of(ReportSums sums) =>
        new(
            sums.Funnel!.Name,
            sums.Funnel.Version,
            "visitors",
            Definition,
            sums.AsOf,
            Rows(sums),
            StageDwell.Rows(sums, sums.Funnel),
            StageRegressions.Rows(sums, sums.Funnel),
            StageArrivals.Rows(sums, sums.Funnel)
        );

    private static Row[] Rows(ReportSums sums)
    {
        var stages = sums.Funnel!.Stages.Select((stage, index) => new Row(stage.Name, sums[Stage, new Cell(index)]));
        return sums[Stage, new Cell(BeforeTheFirst)] is > 0 and var before
            ? [new Row(null, before), .. stages]
            : [.. stages];
    }
}
