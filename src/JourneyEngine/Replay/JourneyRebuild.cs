using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Replay;

/// <param name="Position">Up to where the log was folded; the live projection goes on from there.</param>
public sealed record RebuildOutcome(long Position, long Events, long Journeys, long Tallies, double Seconds);

/// <summary>
/// Builds all journeys and reports anew from the log, beside the live ones, and puts them in their place in one moment.
/// Visitors are shared out by a hash of their stream; the live tables serve until the end.
/// </summary>
public sealed class JourneyRebuild(
    NpgsqlDataSource database,
    RulesTable rulesTable,
    IReadOnlyList<Measure> measures,
    TimeProvider clock
)
{
    private const int SortMemory = 128;

    private readonly FreshTable _journeys = new("journeys");
    private readonly FreshTable _sums = new("sums");
    private readonly Generations _generations = new(measures);

    /// <exception cref="InvalidOperationException">Another rebuild is under way.</exception>
    public Task<RebuildOutcome> Run(
        int shares,
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    ) => Build(shares, progress, Swap, cancellation);

    /// <summary>Builds them, and leaves them beside the live ones: to be compared, and promoted.</summary>
    /// <exception cref="InvalidOperationException">Another rebuild is under way, or somebody was forgotten
    /// meanwhile.</exception>
    public Task<RebuildOutcome> Shadow(
        int shares,
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    ) => Build(shares, progress, Keep, cancellation);

    private async Task<RebuildOutcome> Build(
        int shares,
        IProgress<(long Done, long Total)> progress,
        Func<NpgsqlConnection, FoldedUpTo, CancellationToken, Task> finish,
        CancellationToken cancellation
    )
    {
        var began = clock.GetTimestamp();
        await using var owner = await database.OpenConnectionAsync(cancellation);
        if (!(bool)(await Scalar(owner, $"select pg_try_advisory_lock({AdvisoryLocks.Rebuild})", cancellation))!)
            throw new InvalidOperationException("Another rebuild is under way on this database.");
        try
        {
            await _journeys.Create(owner, cancellation);
            await _sums.Create(owner, cancellation);
            var generation = await Claim(owner, cancellation);
            await using var moment = await database.OpenConnectionAsync(cancellation);
            await using var snapshot = await moment.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead,
                cancellation
            );
            var position = await DatabaseSnapshot.Number(
                moment,
                "select position from journey.progress where name = 'journeys'",
                cancellation
            );
            var epoch = await DatabaseSnapshot.Number(moment, TableSwap.Epoch, cancellation);
            var rules = await Rules(moment, cancellation);
            var upTo = new FoldedUpTo(position, epoch, rules, generation);
            var (events, partitions) = await Fold(moment, upTo, shares, progress, cancellation);
            var sums = await Copy(owner, generation, partitions, cancellation);
            await _journeys.Index(owner, cancellation);
            await _sums.Index(owner, cancellation);
            await finish(owner, upTo, cancellation);
            return new RebuildOutcome(
                position,
                events,
                partitions.Sum(it => it.Journeys),
                sums,
                clock.GetElapsedTime(began).TotalSeconds
            );
        }
        finally
        {
            await _journeys.Drop(owner);
            await _sums.Drop(owner);
            await Scalar(owner, $"select pg_advisory_unlock({AdvisoryLocks.Rebuild})", CancellationToken.None);
        }
    }

    private async Task<(long Events, FoldPartition[] Partitions)> Fold(
        NpgsqlConnection moment,
        FoldedUpTo upTo,
        int shares,
        IProgress<(long, long)> progress,
        CancellationToken cancellation
    )
    {
        var position = upTo.Position;
        var total = await EventCounts.OfVisitors(moment, position, cancellation);
        var events = 0L;
        void Done(int more) => progress.Report((Interlocked.Add(ref events, more), total));
        var partitions = Enumerable
            .Range(0, shares)
            .Select(_ => new FoldPartition(upTo.Rules, upTo.Generation, Done))
            .ToArray();
        // Open before anything runs: the threads that fold leave none to open them.
        var connections = new List<NpgsqlConnection>();
        try
        {
            for (var share = 0; share < shares; share++)
            {
                connections.Add(await DatabaseSnapshot.Share(moment, database, cancellation));
                await Scalar(
                    connections[^1],
                    $"set local work_mem = '{SortMemory}MB'; set local jit = off",
                    cancellation
                );
                connections.Add(await database.OpenConnectionAsync(cancellation));
            }

            await Task.WhenAll(
                partitions.Select(
                    (partition, share) =>
                        Task.Factory.StartNew(
                            () =>
                                partition.Run(
                                    connections[2 * share],
                                    connections[(2 * share) + 1],
                                    _journeys.Name,
                                    position,
                                    share,
                                    shares,
                                    cancellation
                                ),
                            cancellation,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                )
            );
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }

        progress.Report((total, total));
        return (events, partitions);
    }

    private async Task<long> Copy(
        NpgsqlConnection owner,
        Generation generation,
        FoldPartition[] partitions,
        CancellationToken cancellation
    )
    {
        var sums = partitions
            .SelectMany(it => it.Sums)
            .SelectMany(site => site.Value.Select(sum => (Site: site.Key, sum.Key, N: sum.Value)))
            .GroupBy(it => (it.Site, it.Key), it => it.N)
            .ToList();
        await using var copy = await owner.BeginBinaryImportAsync(
            $"copy {_sums.Name} ({SumTable.Columns}) from stdin (format binary)",
            cancellation
        );
        foreach (var sum in sums)
        {
            var (site, key) = sum.Key;
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(site, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(generation.IdOf(key.Measure), NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(key.Funnel, NpgsqlDbType.Varchar, cancellation);
            foreach (
                var number in (int[])[key.FunnelVersion, key.Day, key.Cell.Number1, key.Cell.Number2, key.Cell.Number3]
            )
                await copy.WriteAsync(number, NpgsqlDbType.Integer, cancellation);
            foreach (var text in (string[])[key.Cell.Text1, key.Cell.Text2, key.Cell.Text3])
                await copy.WriteAsync(text, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(sum.Sum(), NpgsqlDbType.Bigint, cancellation);
        }

        await copy.CompleteAsync(cancellation);
        return sums.Count;
    }

    /// <summary>Makes the measures of this version those that are projected, as a host of it would.</summary>
    private async Task<Generation> Claim(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        await TableSwap.Hold(owner, cancellation);
        var checkpoint = await Checkpoint.Take(owner, cancellation);
        var generation = checkpoint is null ? null : await _generations.Claim(owner, checkpoint, cancellation);
        await transaction.CommitAsync(cancellation);
        return generation
            ?? throw new InvalidOperationException(
                "A newer version of the engine projects on this database. Use the program that came with it, or stop "
                    + "its hosts for a minute."
            );
    }

    private async Task Swap(NpgsqlConnection owner, FoldedUpTo upTo, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        var isEpoch = await TableSwap.Hold(owner, cancellation) == upTo.Epoch;
        await TableSwap.Same(owner, upTo.Generation.Number, cancellation);
        await _journeys.Replace(owner, cancellation);
        await _sums.Replace(owner, cancellation);
        if (!isEpoch)
            await DropErased.Run(owner, upTo, cancellation);
        await TableSwap.GoBack(owner, upTo.Position, upTo.Revisions, cancellation);
        await GenerationTable.Finish(owner, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task Keep(NpgsqlConnection owner, FoldedUpTo upTo, CancellationToken cancellation)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellation);
        if (await TableSwap.Hold(owner, cancellation) != upTo.Epoch)
            throw new InvalidOperationException(
                "Somebody was erased meanwhile, and the shadow must not know them. Build it anew."
            );
        await _journeys.Stand(owner, cancellation);
        await _sums.Stand(owner, cancellation);
        await new ShadowCheckpoint(upTo.Position, upTo.Epoch, upTo.Revisions, upTo.Generation.Number).Write(
            owner,
            cancellation
        );
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

    private static async Task<object?> Scalar(
        NpgsqlConnection connection,
        string statement,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }
}
