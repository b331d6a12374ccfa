using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>Sums for one report, and what they rest on.</summary>
public sealed record ReportSums(FunnelDefined? Funnel, AsOf AsOf, IReadOnlyDictionary<(string Name, int Key), long> Counts)
{
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

/// <summary>Reads sums at one moment of the projection, or of the past, so that figures and their as-of belong together.</summary>
public sealed class ReportReader(NpgsqlDataSource database, RulesTable rulesTable, IReadOnlyList<Contribute> contributions)
{
    /// <summary>Which sums a report is made of: those for a funnel (or none) of some names, or all whose names begin in one way.</summary>
    private sealed record Wanted(FunnelDefined? Funnel, string[] Names, string? Prefix)
    {
        public bool Holds(Tally tally, (int From, int Before) days) =>
            tally.Day >= days.From && tally.Day < days.Before && tally.Funnel == (Funnel?.Name ?? "") && tally.FunnelVersion == (Funnel?.Version ?? 0)
            && (Prefix is null ? Names.Contains(tally.Name) : tally.Name.StartsWith(Prefix, StringComparison.Ordinal));
    }

    /// <param name="ofFunnel">Whether the report is about a funnel: the one asked for, or the site's only one.</param>
    /// <exception cref="UnacceptableException">There is no such funnel, or more than one to choose from.</exception>
    /// <exception cref="TimeoutException">Waiting took longer than 30 s.</exception>
    public Task<ReportSums> Read(string site, ReportQuery query, bool ofFunnel, string[] names, CancellationToken cancellation) =>
        Read(site, query, rules => new Wanted(ofFunnel ? Chosen(rules, query.Funnel) : null, names, null), cancellation);

    /// <summary>The same of all names that begin in one way.</summary>
    /// <inheritdoc cref="Read(string, ReportQuery, bool, string[], CancellationToken)"/>
    public Task<ReportSums> Read(string site, ReportQuery query, bool ofFunnel, string prefix, CancellationToken cancellation) =>
        Read(site, query, rules => new Wanted(ofFunnel ? Chosen(rules, query.Funnel) : null, [], prefix), cancellation);

    private async Task<ReportSums> Read(string site, ReportQuery query, Func<FoldRules, Wanted> choose, CancellationToken cancellation)
    {
        while (true)
        {
            var awaited = query.Wait ? await Progress.Await(database, site, settled: true, cancellation) : 0;
            var read = query.At is { } at ? await ReadPast(site, query, at, choose, cancellation) : await ReadAtOneMoment(site, query, choose, cancellation);
            // A rebuild may have put the projection back in between.
            if (read.AsOf.Position >= awaited || query.At is not null)
                return read;
        }
    }

    /// <remarks>The tables are locked before the moment is fixed: a rebuild that exchanges them comes before it or after it.</remarks>
    private async Task<ReportSums> ReadAtOneMoment(string site, ReportQuery query, Func<FoldRules, Wanted> choose, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using (var hold = new NpgsqlCommand("lock table journey.tallies in access share mode", connection))
            await hold.ExecuteNonQueryAsync(cancellation);
        var asOf = await Progress.Read(connection, site, cancellation);
        var wanted = choose(await rulesTable.Latest(connection, site, cancellation));
        var (funnel, version) = (wanted.Funnel?.Name ?? "", wanted.Funnel?.Version ?? 0);
        return new ReportSums(wanted.Funnel, asOf, wanted.Prefix is { } prefix
            ? await TallyTable.Sum(connection, site, prefix, funnel, version, query.Days, cancellation)
            : await TallyTable.Sum(connection, site, wanted.Names, funnel, version, query.Days, cancellation));
    }

    /// <summary>Time travel: every journey folded anew from what had occurred up to a moment. Takes as long as the site's log is; what was erased since is not there.</summary>
    private async Task<ReportSums> ReadPast(string site, ReportQuery query, DateTimeOffset at, Func<FoldRules, Wanted> choose, CancellationToken cancellation)
    {
        using var turn = await Passes.Turn(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var rules = await rulesTable.Latest(connection, site, cancellation);
        var (wanted, counts, position, until) = (choose(rules), new Dictionary<(string, int), long>(), 0L, at.ToUnixTimeMilliseconds());
        await foreach (var stream in Streams.All(connection, site, long.MaxValue, cancellation))
        {
            position = Math.Max(position, stream[^1].Position);
            var known = Streams.Interactions(stream).ToArray();
            var journey = Journey.Empty.Fold(rules, known.Where(it => it.At <= until));
            if (!journey.Counts || Consents.Refuse(known, Purpose.Measure))
                continue;
            foreach (var tally in contributions.SelectMany(contribute => contribute(journey, rules)).Where(it => wanted.Holds(it, query.Days)))
                counts[(tally.Name, tally.Key)] = counts.GetValueOrDefault((tally.Name, tally.Key)) + 1;
        }

        return new ReportSums(wanted.Funnel, new AsOf(position, at, Complete: true), counts);
    }

    /// <summary>The funnel that is asked for by name, or the only one.</summary>
    public static FunnelDefined Chosen(FoldRules rules, string? name) => name is null
        ? rules.Funnels.Length == 1 ? rules.Funnels[0] : throw new UnacceptableException(
            $"Say which funnel: funnel= takes one of {Names(rules)}.")
        : rules.Find(name) ?? throw new UnacceptableException($"There is no funnel '{name}'. Known are: {Names(rules)}.", StatusCodes.Status404NotFound);

    private static string Names(FoldRules rules) =>
        rules.Funnels.IsEmpty ? "none yet (PUT /v1/funnels/{name} defines one)" : string.Join(", ", rules.Funnels.Select(it => it.Name));
}
