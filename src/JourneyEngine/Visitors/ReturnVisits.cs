using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Visitors;

/// <summary>Who comes again: how many visits, after how long a pause, in which week after the first, and who has stayed away.</summary>
public static class ReturnVisits
{
    private const string Visits = "visits";

    private const string Definition =
        "A visit is a run of interactions with no pause longer than the site's gap. Return visits are visits less each visitor's first. rows: visitors by their number of visits. "
        + "gaps: pauses in whole days, by the visit before them. retention: of those who came first in a week (from Monday, UTC), who came in their own week 1, 2, ... after their first seven days. "
        + "lifecycle: each visitor once, as of now or of 'at': dormant after more than dormantAfterDays without a visit, won back where the latest visit came after such a pause. "
        + "from and to choose visitors by the day of their first interaction, UTC. CSV: table=rows, gaps, retention or lifecycle.";

    public sealed record Row(int Visits, long Visitors);

    public sealed record Report(
        string Unit, string Definition, AsOf AsOf, long Visitors, long Visits, long ReturnVisits, IReadOnlyList<Row> Rows, IReadOnlyList<VisitPauses.Row> Gaps,
        IReadOnlyList<Retention.Row> Retention, Lifecycle.Stand Lifecycle);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules) =>
        [new Tally(Visits, "", 0, Tallies.CohortDay(journey), journey.Visits.Length)];

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, TimeProvider clock, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request);
        var sums = await reports.Read(user.Site(), query, ofFunnel: false, [Visits, VisitPauses.Pause, Retention.Retained, Lifecycle.LastSeen], cancellation);
        var today = (int)((query.At ?? clock.GetUtcNow()).ToUnixTimeSeconds() / 86_400);
        var rows = sums.Of(Visits).Select(it => new Row(it.Key, it.Count)).ToArray();
        var (pauses, retention, lifecycle) = (VisitPauses.Rows(sums), Retention.Rows(sums, today), Lifecycle.Of(sums, today));
        if (query.Csv)
        {
            return query.Choice("table") switch
            {
                "gaps" => Csv.File("return-gaps", pauses),
                "retention" => Csv.File("retention", retention),
                "lifecycle" => Csv.File("lifecycle", lifecycle.Rows),
                _ => Csv.File("returns", rows),
            };
        }

        var (visitors, visits) = (rows.Sum(row => row.Visitors), rows.Sum(row => row.Visits * row.Visitors));
        return Results.Ok(new Report("visitors", Definition, sums.AsOf, visitors, visits, visits - visitors, rows, pauses, retention, lifecycle));
    }
}
