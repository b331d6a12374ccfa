using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FreshTables _tables = new(rulesTable);
    private readonly Generations _generations = new(measures);

    /// <exception cref="InvalidOperationException">Another rebuild is under way.</exception>
    public Task<RebuildOutcome> Run(
        int shares,
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    ) => Build(shares, progress, _tables.Swap, cancellation);

    /// <summary>Builds them, and leaves them beside the live ones: to be compared, and promoted.</summary>
    /// <exception cref="InvalidOperationException">Another rebuild is under way, or facts were taken away
    /// meanwhile.</exception>
    public Task<RebuildOutcome> Shadow(
        int shares,
        IProgress<(long Done, long Total)> progress,
        CancellationToken cancellation
    ) => Build(shares, progress, _tables.Keep, cancellation);

    private async Task<RebuildOutcome> Build(
        int shares,
        IProgress<(long Done, long Total)> progress,
        Func<NpgsqlConnection, FoldedUpTo, CancellationToken, Task> finish,
        CancellationToken cancellation
    )
    {
        var began = clock.GetTimestamp();
        await using var owner = await database.OpenConnectionAsync(cancellation);
        if (!await TakeTurn(owner, cancellation))
            throw new InvalidOperationException("Another rebuild is under way on this database.");
        try
        {
            await _tables.Create(owner, cancellation);
            var shown = await MovedSums.Shown(owner, cancellation);
            var generation = await Claim(owner, cancellation);
            await using var moment = await database.OpenConnectionAsync(cancellation);
            await using var snapshot = await moment.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead,
                cancellation
            );
            var upTo = await FoldedUpTo.Of(moment, rulesTable, generation, cancellation);
            if (shown is { } before)
                await MovedSums.Keep(owner, moment, before, cancellation);
            var (events, partitions) = await ParallelFold.Run(
                database,
                moment,
                _tables.Journeys.Name,
                upTo,
                shares,
                progress,
                cancellation
            );
            var persons = new Dictionary<string, Dictionary<SumKey, long>>();
            await SumPersons.Run(
                owner,
                _tables.Journeys.Name,
                rulesTable,
                _ => generation.Measures,
                persons,
                cancellation
            );
            var sums = await CopySums.Run(
                owner,
                _tables.Sums.Name,
                generation,
                partitions.Select(it => it.Sums).Append(persons),
                cancellation
            );
            await _tables.Index(owner, cancellation);
            var (moved, cells) = shown is null
                ? ([], [])
                : await MovedSums.Read(owner, _tables.Sums.Name, generation, cancellation);
            await finish(owner, upTo, cancellation);
            return new RebuildOutcome(
                upTo.Position,
                events,
                partitions.Sum(it => it.Journeys),
                sums,
                clock.GetElapsedTime(began).TotalSeconds,
                shown is not null,
                moved,
                cells,
                await MovedSums.ReadUpdate(owner, generation, cancellation)
            );
        }
        finally
        {
            await _tables.Drop(owner);
            await MovedSums.Drop(owner);
            await Scalar(owner, $"select pg_advisory_unlock({AdvisoryLocks.Rebuild})", CancellationToken.None);
        }
    }

    /// <remarks>Whoever takes away what is too old holds the lock for a moment, too.</remarks>
    private async Task<bool> TakeTurn(NpgsqlConnection owner, CancellationToken cancellation)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(50, cancellation))
        {
            if ((bool)(await Scalar(owner, $"select pg_try_advisory_lock({AdvisoryLocks.Rebuild})", cancellation))!)
                return true;
            if (clock.GetElapsedTime(began) > Patience)
                return false;
        }
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
