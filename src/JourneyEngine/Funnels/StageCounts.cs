using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

/// <summary>Each visitor once, at the furthest stage reached.</summary>
public static class StageCounts
{
    private const string Stage = "stage";

    private const string Definition =
        "Each visitor is counted once, at the furthest stage whose evidence is met. from and to choose visitors by the day of their first interaction, UTC.";

    public sealed record Row(string Stage, long Visitors);

    public sealed record Report(string Funnel, int Version, string Unit, string Definition, AsOf AsOf, IReadOnlyList<Row> Rows);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules) => rules.Funnels
        .Select(funnel => (funnel, index: Standing.Of(journey, rules, funnel).StageIndex))
        .Where(it => it.index >= 0)
        .Select(it => new Tally(Stage, it.funnel.Name, it.funnel.Version, Tallies.CohortDay(journey), it.index));

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request.Query);
        var sums = await reports.Read(user.Site(), query, ofFunnel: true, [Stage], cancellation);
        var rows = sums.Funnel!.Stages.Select((stage, index) => new Row(stage.Name, sums[Stage, index])).ToArray();
        return query.Csv
            ? Csv.File("stages", rows)
            : Results.Ok(new Report(sums.Funnel.Name, sums.Funnel.Version, "visitors", Definition, sums.AsOf, rows));
    }
}
