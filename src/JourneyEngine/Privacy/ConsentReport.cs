using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Privacy;

/// <summary>What visitors agreed to and refused, by purpose.</summary>
public static class ConsentReport
{
    private const string Chosen = "consent";

    private const string Definition =
        "Visitors by their latest choice about each purpose; unsaid: those who have not chosen. Whoever refused to be measured is in no report, so not in this one either. "
        + "Share: granted of those who chose, with the 95 % Wilson interval. from and to choose visitors by the day of their first interaction, UTC.";

    /// <param name="Share">Granted of granted and refused, in [0, 1]; absent where nobody chose.</param>
    public sealed record Row(string Purpose, long Granted, long Refused, long Unsaid, double? Share, double? Low, double? High);

    public sealed record Report(string Unit, string Definition, AsOf AsOf, long Visitors, IReadOnlyList<Row> Rows);

    /// <remarks>The name of a tally holds the purpose; that without one counts all.</remarks>
    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules) =>
    [
        new Tally(Chosen, "", 0, Tallies.CohortDay(journey), 0),
        .. journey.Consents.Select(it => new Tally($"{Chosen}\n{it.Purpose}", "", 0, Tallies.CohortDay(journey), it.Granted ? 1 : 0)),
    ];

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request);
        return await reports.Answer(
            user.Site(), query, SumsOf.SiteBeginning(Chosen), sums => ReportTable.Of("consent", Rows(sums)),
            sums => new Report("visitors", Definition, sums.AsOf, sums[Chosen, 0], Rows(sums)), cancellation);
    }

    private static Row[] Rows(ReportSums sums) =>
    [
        .. sums.Names.Where(it => it != Chosen).Order(StringComparer.Ordinal).Select(it => RowOf(it[(Chosen.Length + 1)..], sums[it, 1], sums[it, 0], sums[Chosen, 0])),
    ];

    private static Row RowOf(string purpose, long granted, long refused, long visitors)
    {
        var (chose, interval) = (granted + refused, Wilson.Interval(granted, granted + refused));
        return new Row(purpose, granted, refused, visitors - chose, chose == 0 ? null : (double)granted / chose, interval?.Low, interval?.High);
    }
}
