using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

/// <summary>Where visitors stood after a visit, and where after the next one: the flow from visit 1 to 2, 2 to 3 and 3 to 4.</summary>
public static class StageFlow
{
    private const string Flow = "flow";
    private const int LastVisit = 3;
    private const int Away = 99;
    private const int Places = 100;

    private const string Definition =
        "Visitors by the furthest stage reached by the end of visit k, and by the end of visit k + 1; 'returned' is false for those who have not come again so far. from is "
        + "absent before the first evidence. The query's from and to choose visitors by the day of their first interaction, UTC.";

    /// <param name="From">Stage after the visit; absent before the first.</param>
    /// <param name="To">Stage after the next visit; absent before the first, and where there was none.</param>
    public sealed record Row(int Visit, string? From, bool Returned, string? To, long Visitors);

    public sealed record Report(string Funnel, int Version, string Unit, string Definition, AsOf AsOf, IReadOnlyList<Row> Rows);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        foreach (var funnel in rules.Funnels)
        {
            var reached = Standing.StagesReached(journey, rules, funnel);
            int After(int visit) => Array.FindLastIndex(reached, it => it <= journey.Visits[visit - 1].End);
            for (var visit = 1; visit <= Math.Min(LastVisit, journey.Visits.Length); visit++)
            {
                var to = visit < journey.Visits.Length ? After(visit + 1) + 1 : Away;
                yield return new Tally(Flow, funnel.Name, funnel.Version, Tallies.CohortDay(journey), (((visit * Places) + After(visit) + 1) * Places) + to);
            }
        }
    }

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request);
        return await reports.Answer(
            user.Site(), query, SumsOf.Funnel(Flow), sums => ReportTable.Of("flow", Rows(sums)),
            sums => new Report(sums.Funnel!.Name, sums.Funnel.Version, "visitors", Definition, sums.AsOf, Rows(sums)), cancellation);
    }

    internal static Row[] Rows(ReportSums sums)
    {
        string? Stage(int place) => place is 0 or Away ? null : sums.Funnel!.Stages[place - 1].Name;
        return [.. sums.Of(Flow).Select(it => new Row(it.Key / Places / Places, Stage(it.Key / Places % Places), it.Key % Places != Away, Stage(it.Key % Places), it.Count))];
    }
}
