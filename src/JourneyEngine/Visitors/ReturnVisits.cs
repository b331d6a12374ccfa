using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Visitors;

/// <summary>How many visitors made how many visits.</summary>
public static class ReturnVisits
{
    private const string Visits = "visits";

    private const string Definition =
        "A visit is a run of interactions with no pause longer than the site's gap. Return visits are visits less each visitor's first. "
        + "from and to choose visitors by the day of their first interaction, UTC.";

    public sealed record Row(int Visits, long Visitors);

    public sealed record Report(string Unit, string Definition, AsOf AsOf, long Visitors, long Visits, long ReturnVisits, IReadOnlyList<Row> Rows);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules) =>
        [new Tally(Visits, "", 0, Tallies.CohortDay(journey), journey.Visits.Length)];

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request.Query);
        var sums = await reports.Read(user.Site(), query, ofFunnel: false, [Visits], cancellation);
        var rows = sums.Counts.Select(it => new Row(it.Key.Key, it.Value)).OrderBy(row => row.Visits).ToArray();
        var (visitors, visits) = (rows.Sum(row => row.Visitors), rows.Sum(row => row.Visits * row.Visitors));
        return query.Csv
            ? Csv.File("returns", rows)
            : Results.Ok(new Report("visitors", Definition, sums.AsOf, visitors, visits, visits - visitors, rows));
    }
}
