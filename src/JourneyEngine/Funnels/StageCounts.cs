using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

/// <summary>Each visitor once, at the furthest stage reached; how long visitors stay at a stage, and which visits fell back.</summary>
public static class StageCounts
{
    private const string Stage = "stage";

    private const string Definition =
        "rows: each visitor is counted once, at the furthest stage whose evidence is met. dwell: visitors who reached a further stage later, by the one that came first, and the median of whole days that "
        + "it took. regressions: return visits that alone show no evidence as far as what was reached before. from and to choose visitors by the day of their first interaction, UTC. "
        + "CSV: table=rows, dwell or regressions.";

    public sealed record Row(string Stage, long Visitors);

    public sealed record Report(
        string Funnel, int Version, string Unit, string Definition, AsOf AsOf, IReadOnlyList<Row> Rows, IReadOnlyList<StageDwell.Row> Dwell, IReadOnlyList<StageRegressions.Row> Regressions);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules) => rules.Funnels
        .Select(funnel => (funnel, index: Standing.Of(journey, rules, funnel).StageIndex))
        .Where(it => it.index >= 0)
        .Select(it => new Tally(Stage, it.funnel.Name, it.funnel.Version, Tallies.CohortDay(journey), it.index));

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request);
        var sums = await reports.Read(user.Site(), query, ofFunnel: true, [Stage, StageDwell.Dwell, StageRegressions.Regressed], cancellation);
        var funnel = sums.Funnel!;
        var rows = funnel.Stages.Select((stage, index) => new Row(stage.Name, sums[Stage, index])).ToArray();
        var (dwell, regressions) = (StageDwell.Rows(sums, funnel), StageRegressions.Rows(sums, funnel));
        return !query.Csv ? Results.Ok(new Report(funnel.Name, funnel.Version, "visitors", Definition, sums.AsOf, rows, dwell, regressions)) : query.Choice("table") switch
        {
            "dwell" => Csv.File("dwell", dwell),
            "regressions" => Csv.File("regressions", regressions),
            _ => Csv.File("stages", rows),
        };
    }
}
