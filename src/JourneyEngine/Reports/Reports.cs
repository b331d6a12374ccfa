using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Reports;

/// <summary>Sums for one report, and what they rest on.</summary>
public sealed record ReportSums(FunnelDefined? Funnel, AsOf AsOf, IReadOnlyDictionary<(string Name, int Key), long> Counts)
{
    /// <summary>Names that there are in the whole report, where these sums are one visitor's part of it.</summary>
    internal IReadOnlyCollection<string>? NamesOfAll { get; init; }

    /// <summary>What there are sums of.</summary>
    public IEnumerable<string> Names => NamesOfAll ?? Counts.Keys.Select(it => it.Name).Distinct();

    public long this[string name, int key] => Counts.GetValueOrDefault((name, key));

    /// <summary>The sums of one name, in order of the key.</summary>
    public IEnumerable<(int Key, long Count)> Of(string name) => Counts.Where(it => it.Key.Name == name).OrderBy(it => it.Key.Key).Select(it => (it.Key.Key, it.Value));

    /// <returns>The key that half of all have at most; nothing where there are none.</returns>
    public static int? Median(IReadOnlyList<(int Key, long Count)> ascending)
    {
        var (all, before) = (ascending.Sum(it => it.Count), 0L);
        foreach (var (key, count) in ascending)
        {
            if (2 * (before += count) >= all)
                return key;
        }

        return null;
    }

    public int Last(string name) => Counts.Keys.Where(it => it.Name == name).Select(it => it.Key).DefaultIfEmpty(0).Max();
}

/// <summary>Answers reports at one moment of the projection, or of the past, so that figures and their as-of belong together.</summary>
public sealed class ReportReader(NpgsqlDataSource database, RulesTable rulesTable, IReadOnlyList<Contribute> contributions)
{
    /// <summary>Answers a report: as it is, as a table, or with the visitors behind one figure of the table.</summary>
    /// <exception cref="UnacceptableException">There is no such funnel, or more than one to choose from; or no such figure.</exception>
    /// <exception cref="TimeoutException">Waiting took longer than 30 s.</exception>
    public async Task<IResult> Answer<T>(
        string site, ReportQuery query, SumsOf of, Func<ReportSums, ReportTable> table, Func<ReportSums, T> report, CancellationToken cancellation)
    {
        while (true)
        {
            var awaited = query.Wait ? await Progress.Await(database, site, settled: true, cancellation) : 0;
            using var turn = query.At is not null || query.Figure is not null ? await Passes.Turn(cancellation) : null;
            var tables = query.At is not null ? null : query.Figure is null ? SiteMoment.OfSums : SiteMoment.OfJourneys;
            await using var moment = await SiteMoment.Now(database, rulesTable, site, tables, cancellation);
            // A rebuild may have put the projection back in between.
            if (moment.AsOf.Position < awaited)
                continue;
            if (query.Figure is not null)
                return await StreamsBehind.Answer(moment, query, of, contributions, table, cancellation);
            var sums = query.At is { } at ? await Past(moment, query, of, at, cancellation) : await Live(moment, query, of, cancellation);
            return query.Csv ? table(sums).File() : Results.Ok(report(sums));
        }
    }

    /// <summary>The funnel that is asked for by name, or the only one.</summary>
    public static FunnelDefined Chosen(FoldRules rules, string? name) => name is null
        ? rules.Funnels.Length == 1 ? rules.Funnels[0] : throw new UnacceptableException(
            $"Say which funnel: funnel= takes one of {Names(rules)}.")
        : rules.Find(name) ?? throw new UnacceptableException($"There is no funnel '{name}'. Known are: {Names(rules)}.", StatusCodes.Status404NotFound);

    internal static FunnelDefined? Chosen(SiteMoment moment, ReportQuery query, SumsOf of) => of.AboutFunnel ? Chosen(moment.Rules, query.Funnel) : null;

    private static async Task<ReportSums> Live(SiteMoment moment, ReportQuery query, SumsOf of, CancellationToken cancellation)
    {
        var funnel = Chosen(moment, query, of);
        return new ReportSums(funnel, moment.AsOf, await of.Live(moment.Connection, moment.Site, funnel, query.Days, cancellation));
    }

    private async Task<ReportSums> Past(SiteMoment moment, ReportQuery query, SumsOf of, DateTimeOffset at, CancellationToken cancellation)
    {
        var (funnel, counts) = (Chosen(moment, query, of), new Dictionary<(string, int), long>());
        await foreach (var (_, journey) in moment.JourneysAt(at, cancellation))
            of.Add(counts, journey, moment.Rules, contributions, funnel, query.Days);
        return new ReportSums(funnel, moment.At(at), counts);
    }

    private static string Names(FoldRules rules) =>
        rules.Funnels.IsEmpty ? "none yet (PUT /v1/funnels/{name} defines one)" : string.Join(", ", rules.Funnels.Select(it => it.Name));
}
