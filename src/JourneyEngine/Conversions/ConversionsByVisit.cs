using System.Security.Claims;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Conversions;

/// <summary>Conversion by visit number: a first visit is never compared with a return.</summary>
public static class ConversionsByVisit
{
    private const string Reached = "reached";
    internal const string AtRisk = "at_risk";
    internal const string Converted = "converted";

    private const string Definition =
        "At risk at visit k: visitors who reached visit k and did not convert in an earlier one. Rate at visit k: those who converted in "
        + "visit k, of those at risk at k, with the 95 % Wilson interval. from and to choose visitors by the day of their first interaction, UTC.";

    private const string PooledWarning =
        "The pooled rate mixes visitors with different numbers of visits. It moves when the mix moves, even where no rate at any visit does: compare rows, or the standardised rate at the same mix.";

    /// <param name="Rate">Share of those at risk who converted in this visit, in [0, 1]; absent where nobody was at risk.</param>
    public sealed record Row(int Visit, long Reached, long AtRisk, long Converted, double? Rate, double? Low, double? High);

    /// <summary>Visitors who converted in any visit, of all visitors.</summary>
    public sealed record Pooled(long Visitors, long Converted, double? Rate, double? Low, double? High, string Warning);

    /// <summary>The rates by visit number, weighted by a mix of visit numbers.</summary>
    /// <param name="Basis">Whose mix it is.</param>
    public sealed record Standardised(double? Rate, string Basis, IReadOnlyList<MixShare> Mix);

    /// <param name="Share">Share of the visits at risk that were visit number <paramref name="Visit"/>, in [0, 1].</param>
    public sealed record MixShare(int Visit, double Share);

    public sealed record Report(
        string Funnel, int Version, string Unit, string Definition, AsOf AsOf, IReadOnlyList<Row> Rows, Pooled Pooled, Standardised Standardised);

    public static IEnumerable<Tally> Contribute(Journey journey, FoldRules rules)
    {
        var day = Tallies.CohortDay(journey);
        foreach (var funnel in rules.Funnels)
        {
            var conversion = Standing.Of(journey, rules, funnel).Conversion?.Visit;
            for (var visit = 1; visit <= journey.Visits.Length; visit++)
            {
                yield return new Tally(Reached, funnel.Name, funnel.Version, day, visit);
                if (visit <= (conversion ?? int.MaxValue))
                    yield return new Tally(AtRisk, funnel.Name, funnel.Version, day, visit);
            }

            if (conversion is { } converted)
                yield return new Tally(Converted, funnel.Name, funnel.Version, day, converted);
        }
    }

    public static async Task<IResult> Handle(HttpRequest request, ClaimsPrincipal user, ReportReader reports, CancellationToken cancellation)
    {
        var query = ReportQuery.Of(request.Query);
        var sums = await reports.Read(user.Site(), query, ofFunnel: true, [Reached, AtRisk, Converted], cancellation);
        var rows = Enumerable.Range(1, sums.Last(Reached)).Select(visit => RowOf(visit, sums)).ToArray();
        return query.Csv
            ? Csv.File("conversion-by-visit", rows)
            : Results.Ok(new Report(
                sums.Funnel!.Name, sums.Funnel.Version, "visitors", Definition, sums.AsOf, rows, PooledOf(rows), StandardisedOf(rows)));
    }

    internal static Standardised StandardisedOf(IReadOnlyList<Row> rows)
    {
        var visits = rows.Sum(row => row.AtRisk);
        var mix = rows.Where(row => row.AtRisk > 0).Select(row => new MixShare(row.Visit, (double)row.AtRisk / visits)).ToArray();
        double? rate = visits == 0 ? null : mix.Sum(share => share.Share * rows[share.Visit - 1].Rate!.Value);
        return new Standardised(rate, "the visits at risk of this report", mix);
    }

    private static Row RowOf(int visit, ReportSums sums)
    {
        var (atRisk, converted) = (sums[AtRisk, visit], sums[Converted, visit]);
        var interval = Wilson.Interval(converted, atRisk);
        return new Row(visit, sums[Reached, visit], atRisk, converted,
            atRisk == 0 ? null : (double)converted / atRisk, interval?.Low, interval?.High);
    }

    private static Pooled PooledOf(IReadOnlyList<Row> rows)
    {
        var (visitors, converted) = (rows.Count == 0 ? 0 : rows[0].Reached, rows.Sum(row => row.Converted));
        var interval = Wilson.Interval(converted, visitors);
        return new Pooled(visitors, converted, visitors == 0 ? null : (double)converted / visitors, interval?.Low, interval?.High, PooledWarning);
    }
}
