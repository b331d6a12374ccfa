using JourneyEngine.Decisions;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Replay;

/// <param name="Position">Up to where the log was folded; the live projection goes on from there.</param>
public sealed record RebuildOutcome(long Position, long Events, long Journeys, long Tallies, double Seconds);

/// <summary>
/// Builds all journeys and reports anew from the log, beside the live ones, and puts them in their place in one moment. Visitors are
/// shared out by a hash of their stream; the live tables serve until the end.
/// </summary>
public sealed class JourneyRebuild(NpgsqlDataSource database, RulesTable rulesTable, IReadOnlyList<Contribute> contributions, TimeProvider clock)
{
    /// <summary>Only one rebuild at a time on a database, and nobody rewrites streams meanwhile.</summary>
    internal const long Turn = ForgetFacts.RebuildTurn;
    private const int SortMemory = 128;

    private readonly FreshTable _journeys = new("journeys");
    private readonly FreshTable _tallies = new("tallies");

    /// <exception cref="InvalidOperationException">Another rebuild is under way.</exception>
    public Task<RebuildOutcome> Run(int shares, IProgress<(long Done, long Total)> progress, CancellationToken cancellation) =>
        Build(shares, progress, Swap, cancellation);

    /// <summary>Builds them, and leaves them beside the live ones: to be compared, and promoted.</summary>
    /// <exception cref="InvalidOperationException">Another rebuild is under way, or somebody was forgotten meanwhile.</exception>
    public Task<RebuildOutcome> Shadow(int shares, IProgress<(long Done, long Total)> progress, CancellationToken cancellation) =>
        Build(shares, progress, Keep, cancellation);

    private async Task<RebuildOutcome> Build(
        int shares, IProgress<(long Done, long Total)> progress, Func<NpgsqlConnection, long, long, Dictionary<string, FoldRules>, CancellationToken, Task> finish, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        await using var owner = await database.OpenConnectionAsync(cancellation);
        if (!(bool)(await Scalar(owner, $"select pg_try_advisory_lock({Turn})", cancellation))!)
            throw new InvalidOperationException("Another rebuild is under way on this database.");
        try
        {
            await _journeys.Create(owner, cancellation);
            await _tallies.Create(owner, cancellation);
            await using var moment = await database.OpenConnectionAsync(cancellation);
            await using var snapshot = await moment.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
            var position = await Moment.Number(moment, "select position from journey.progress where name = 'journeys'", cancellation);
            var epoch = await Moment.Number(moment, TakePlace.Epoch, cancellation);
            var rules = await Rules(moment, cancellation);
            var (events, partitions) = await Fold(moment, position, rules, shares, progress, cancellation);
            var tallies = await Copy(owner, partitions, cancellation);
            await _journeys.Index(owner, cancellation);
            await _tallies.Index(owner, cancellation);
            await finish(owner, position, epoch, rules, cancellation);
            return new RebuildOutcome(position, events, partitions.Sum(it => it.Journeys), tallies, clock.GetElapsedTime(began).TotalSeconds);
        }
        finally
        {
            await _journeys.Drop(owner);
            await _tallies.Drop(owner);
            await Scalar(owner, $"select pg_advisory_unlock({Turn})", CancellationToken.None);
        }
    }

    private async Task<(long Events, FoldPartition[] Partitions)> Fold(
        NpgsqlConnection moment, long position, Dictionary<string, FoldRules> rules, int shares, IProgress<(long, long)> progress, CancellationToken cancellation)
    {
        var total = await EventCounts.OfVisitors(moment, position, cancellation);
        var events = 0L;
        void Done(int more) => progress.Report((Interlocked.Add(ref events, more), total));
        var partitions = Enumerable.Range(0, shares).Select(_ => new FoldPartition(rules, contributions, Done)).ToArray();
        // Open before anything runs: the threads that fold leave none to open them.
        var connections = new List<NpgsqlConnection>();
        try
        {
            for (var share = 0; share < shares; share++)
            {
                connections.Add(await Moment.Share(moment, database, cancellation));
                await Scalar(connections[^1], $"set local work_mem = '{SortMemory}MB'; set local jit = off", cancellation);
                connections.Add(await database.OpenConnectionAsync(cancellation));
            }

            await Task.WhenAll(partitions.Select((partition, share) => Task.Factory.StartNew(
                () => partition.Run(connections[2 * share], connections[(2 * share) + 1], _journeys.Name, position, share, shares, cancellation),
                cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }

        progress.Report((total, total));
        return (events, partitions);
    }

    private async Task<long> Copy(NpgsqlConnection owner, FoldPartition[] partitions, CancellationToken cancellation)
    {
        var sums = partitions.SelectMany(it => it.Sums)
            .SelectMany(site => site.Value.Select(sum => (Site: site.Key, Tally: sum.Key, N: sum.Value)))
            .GroupBy(it => (it.Site, it.Tally), it => it.N).ToList();
        await using var copy = await owner.BeginBinaryImportAsync(
            $"copy {_tallies.Name} (site, name, funnel, funnel_version, day, key, n) from stdin (format binary)", cancellation);
        foreach (var sum in sums)
        {
            var (site, tally) = sum.Key;
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(site, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(tally.Name, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(tally.Funnel, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(tally.FunnelVersion, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(tally.Day, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(tally.Key, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(sum.Sum(), NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
        return sums.Count;
    }

    private async Task Swap(NpgsqlConnection owner, long position, long epoch, Dictionary<string, FoldRules> rules, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        var isEpoch = await TakePlace.Hold(owner, cancellation) == epoch;
        await _journeys.Replace(owner, cancellation);
        await _tallies.Replace(owner, cancellation);
        if (!isEpoch)
            await DropErased.Run(owner, rules, contributions, cancellation);
        await TakePlace.GoBack(owner, position, rules.ToDictionary(it => it.Key, it => it.Value.Revision), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task Keep(NpgsqlConnection owner, long position, long epoch, Dictionary<string, FoldRules> rules, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        if (await TakePlace.Hold(owner, cancellation) != epoch)
            throw new InvalidOperationException("Somebody was erased meanwhile, and the shadow must not know them. Build it anew.");
        await _journeys.Stand(owner, cancellation);
        await _tallies.Stand(owner, cancellation);
        await new ShadowMark(position, epoch, rules.ToDictionary(it => it.Key, it => it.Value.Revision)).Write(owner, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<Dictionary<string, FoldRules>> Rules(NpgsqlConnection moment, CancellationToken cancellation)
    {
        var sites = new List<string>();
        await using (var command = new NpgsqlCommand("select distinct site from journey.rules", moment))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                sites.Add(reader.GetString(0));
        }

        var rules = new Dictionary<string, FoldRules>();
        foreach (var site in sites)
            rules[site] = await rulesTable.Latest(moment, site, cancellation);
        return rules;
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }
}
