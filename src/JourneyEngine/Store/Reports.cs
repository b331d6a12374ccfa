using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>What every report can be asked: a funnel, the cohort days, and whether to wait for what was just acknowledged.</summary>
/// <param name="Days">Days of visitors' first interactions: from, and before (exclusive), in days since 1970 UTC.</param>
public sealed record ReportQuery(string? Funnel, (int From, int Before) Days, bool Wait, bool Csv)
{
    private static readonly string[] Known = ["funnel", "from", "to", "wait", "format"];

    /// <param name="own">Parameters that only this report has.</param>
    /// <exception cref="UnacceptableException">A parameter that the report does not have, or a value that it cannot take.</exception>
    public static ReportQuery Of(IQueryCollection query, params string[] own)
    {
        if (query.Keys.FirstOrDefault(key => !Known.Contains(key) && !own.Contains(key)) is { } unknown)
            throw new UnacceptableException($"'{unknown}' is not a parameter of this report. Known are: {string.Join(", ", Known.Concat(own))}.");
        return new ReportQuery(
            query["funnel"],
            (Day(query, "from") ?? 0, Day(query, "to") + 1 ?? int.MaxValue),
            OneOf(query, "wait", "false", "true") == "true",
            OneOf(query, "format", "json", "csv") == "csv");
    }

    private static int? Day(IQueryCollection query, string name) => (string?)query[name] is not { Length: > 0 } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            : throw new UnacceptableException($"'{name}' takes a day as 2026-01-31, UTC.");

    private static string OneOf(IQueryCollection query, string name, params string[] values)
    {
        var value = (string?)query[name] ?? values[0];
        return values.Contains(value) ? value : throw new UnacceptableException($"'{name}' takes {string.Join(" or ", values)}.");
    }
}

/// <summary>Sums for one report, and what they rest on.</summary>
public sealed record ReportSums(FunnelDefined? Funnel, AsOf AsOf, IReadOnlyDictionary<(string Name, int Key), long> Counts)
{
    public long this[string name, int key] => Counts.GetValueOrDefault((name, key));

    public int Last(string name) => Counts.Keys.Where(it => it.Name == name).Select(it => it.Key).DefaultIfEmpty(0).Max();
}

/// <summary>Reads sums at one moment of the projection, so that figures and their as-of belong together.</summary>
public sealed class ReportReader(NpgsqlDataSource database, RulesTable rulesTable)
{
    private delegate Task<(FunnelDefined? Funnel, Dictionary<(string Name, int Key), long> Counts)> Sum(NpgsqlConnection connection, FoldRules rules);

    /// <param name="ofFunnel">Whether the report is about a funnel: the one asked for, or the site's only one.</param>
    /// <exception cref="UnacceptableException">There is no such funnel, or more than one to choose from.</exception>
    /// <exception cref="TimeoutException">Waiting took longer than 30 s.</exception>
    public Task<ReportSums> Read(string site, ReportQuery query, bool ofFunnel, string[] names, CancellationToken cancellation) =>
        Read(site, query, async (connection, rules) =>
        {
            var funnel = ofFunnel ? Chosen(rules, query.Funnel) : null;
            return (funnel, await TallyTable.Sum(connection, site, names, funnel?.Name ?? "", funnel?.Version ?? 0, query.Days, cancellation));
        }, cancellation);

    /// <summary>Sums of all names that begin in one way.</summary>
    /// <exception cref="TimeoutException">Waiting took longer than 30 s.</exception>
    public Task<ReportSums> Read(string site, ReportQuery query, string prefix, CancellationToken cancellation) =>
        Read(site, query, async (connection, _) => (null, await TallyTable.Sum(connection, site, prefix, query.Days, cancellation)), cancellation);

    private async Task<ReportSums> Read(string site, ReportQuery query, Sum sum, CancellationToken cancellation)
    {
        while (true)
        {
            var awaited = query.Wait ? await Progress.Await(database, site, settled: true, cancellation) : 0;
            var read = await ReadAtOneMoment(site, sum, cancellation);
            // A rebuild may have put the projection back in between.
            if (read.AsOf.Position >= awaited)
                return read;
        }
    }

    /// <remarks>The tables are locked before the moment is fixed: a rebuild that exchanges them comes before it or after it.</remarks>
    private async Task<ReportSums> ReadAtOneMoment(string site, Sum sum, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using (var hold = new NpgsqlCommand("lock table journey.tallies in access share mode", connection))
            await hold.ExecuteNonQueryAsync(cancellation);
        var asOf = await Progress.Read(connection, site, cancellation);
        var (funnel, counts) = await sum(connection, await rulesTable.Latest(connection, site, cancellation));
        return new ReportSums(funnel, asOf, counts);
    }

    /// <summary>The funnel that is asked for by name, or the only one.</summary>
    public static FunnelDefined Chosen(FoldRules rules, string? name) => name is null
        ? rules.Funnels.Length == 1 ? rules.Funnels[0] : throw new UnacceptableException(
            $"Say which funnel: funnel= takes one of {Names(rules)}.")
        : rules.Find(name) ?? throw new UnacceptableException($"There is no funnel '{name}'. Known are: {Names(rules)}.", StatusCodes.Status404NotFound);

    private static string Names(FoldRules rules) =>
        rules.Funnels.IsEmpty ? "none yet (PUT /v1/funnels/{name} defines one)" : string.Join(", ", rules.Funnels.Select(it => it.Name));
}
