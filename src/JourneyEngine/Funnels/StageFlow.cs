using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

/// <summary>Where visitors stood after a visit, and where after the next one: the flow from visit 1 to 2, 2 to 3 and 3
/// to 4.</summary>
public sealed class StageFlow : IReport
{
    private const int LastVisit = 3;
    private const int Away = 99;

    /// <summary>Of the stages their places, from 1; 0 before the first, 99 for those who have not come again.</summary>
    public static readonly Measure Flow = Measure.OfFunnel("flow", 1, ["visit", "from", "to"], Steps);

    private const string Definition =
        "Visitors by the furthest stage reached by the end of visit k, and by the end of visit k + 1; 'returned' is "
        + "false for those who have not come again so far. from is "
        + "absent before the first evidence. "
        + ReportParameters.Cohorts;

    /// <param name="From">Stage after the visit; absent before the first.</param>
    /// <param name="To">Stage after the next visit; absent before the first, and where there was none.</param>
    public sealed record Row(int Visit, string? From, bool Returned, string? To, long Visitors);

    public sealed record Report(
        string Funnel,
        int Version,
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows
    );

    private static IEnumerable<Cell> Steps(MeasuredJourney of, JourneyInFunnel funnel)
    {
        var visits = of.Journey.Visits;
        int After(int visit) => Array.FindLastIndex(funnel.StagesReached, it => it <= visits[visit - 1].End) + 1;
        for (var visit = 1; visit <= Math.Min(LastVisit, visits.Length); visit++)
            yield return new Cell(visit, After(visit), visit < visits.Length ? After(visit + 1) : Away);
    }

    public ReportRoute Route =>
        new(
            "flow",
            "From which stage to which, from visit 1 to 2, 2 to 3 and 3 to 4.",
            Handle,
            typeof(Report),
            ReportParameters.OfSums()
        )
        {
            Example = "?funnel=shop",
        };

    public IReadOnlyList<Measure> Measures => [Flow];

    public Task<IResult> Handle(ReportQuery query, ReportReader reports, CancellationToken cancellation) =>
        reports.Answer(
            query,
            new SumsOf(Measures),
            sums => ReportTable.Of("flow", Rows(sums)),
            sums => new Report(sums.Funnel!.Name, sums.Funnel.Version, "visitors", Definition, sums.AsOf, Rows(sums)),
            cancellation
        );

    internal static Row[] Rows(ReportSums sums)
    {
        string? Stage(int place) => place is 0 or Away ? null : sums.Funnel!.Stages[place - 1].Name;
        return
        [
            .. sums.Of(Flow)
                .Select(it => new Row(
                    it.Cell.Number1,
                    Stage(it.Cell.Number2),
                    it.Cell.Number3 != Away,
                    Stage(it.Cell.Number3),
                    it.Count
                )),
        ];
    }
}
