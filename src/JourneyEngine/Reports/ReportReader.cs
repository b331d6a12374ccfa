using JourneyEngine.Decisions.Measures;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>Answers reports at one moment of the projection, or of the past, so that figures and their as-of belong
/// together.</summary>
public sealed class ReportReader(NpgsqlDataSource database, RulesTable rulesTable)
{
    private static readonly SumsOf Devices = new(CountedDevices.Measure);

    /// <summary>Answers a report: as it is, as a table, or with the visitors behind one figure of the table.</summary>
    /// <exception cref="UnacceptableException">There is no such funnel, or more than one to choose from; or no such
    /// figure.</exception>
    /// <exception cref="TimeoutException">Waiting took longer than 30 s.</exception>
    public async Task<IResult> Answer<T>(
        ReportQuery query,
        SumsOf of,
        Func<ReportSums, ReportTable> table,
        Func<ReportSums, T> report,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var awaited = query.Wait ? await AwaitProjection.Run(database, query.Site, of.Measures, cancellation) : 0;
            using var turn =
                query.At is not null || query.Figure is not null ? await FullScanLimiter.Acquire(cancellation) : null;
            var tables =
                query.At is not null ? null
                : query.Figure is null ? SiteSnapshot.OfSums
                : SiteSnapshot.OfJourneys;
            await using var moment = await SiteSnapshot.Now(
                database,
                rulesTable,
                query.Site,
                tables,
                of.Measures,
                cancellation
            );
            // A rebuild may have put the projection back in between.
            if (moment.AsOf.Position < awaited)
                continue;
            if (query.Figure is not null)
                return await FigureTrace.Answer(moment, query, of, table, cancellation);
            var sums = query.At is { } at
                ? await Past(moment, query, of, at, cancellation)
                : await Live(moment, query, of, cancellation);
            return query.Csv ? table(sums).File() : Results.Ok(report(sums));
        }
    }

    private static async Task<ReportSums> Live(
        SiteSnapshot moment,
        ReportQuery query,
        SumsOf of,
        CancellationToken cancellation
    )
    {
        var funnel = ChosenFunnel.Of(moment, query, of);
        var devices = await Devices.Live(moment.Connection, moment.Site, null, CohortsOf(query, of), cancellation);
        return new ReportSums(
            funnel,
            moment.AsOf with
            {
                Devices = CountedDevices.Of(devices),
            },
            moment.Rules.Calendar,
            await of.Live(moment.Connection, moment.Site, funnel, query.Days, cancellation)
        );
    }

    private static async Task<ReportSums> Past(
        SiteSnapshot moment,
        ReportQuery query,
        SumsOf of,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var (funnel, counts) = (ChosenFunnel.Of(moment, query, of), new Dictionary<(Measure, Cell), long>());
        var (devices, cohorts) = (new Dictionary<(Measure, Cell), long>(), CohortsOf(query, of));
        await foreach (var (_, visitor) in moment.VisitorsAt(at, cancellation))
        {
            of.Add(counts, visitor, moment.Rules, funnel, query.Days);
            Devices.Add(devices, visitor, moment.Rules, null, cohorts);
        }

        return new ReportSums(
            funnel,
            moment.At(at) with
            {
                Devices = CountedDevices.Of(devices),
            },
            moment.Rules.Calendar,
            counts
        );
    }

    /// <remarks>Of a report by when something happened, anybody may be.</remarks>
    private static (int From, int Before) CohortsOf(ReportQuery query, SumsOf of) =>
        of.Days is null ? query.Days : (0, int.MaxValue);
}
