using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Folds all visitors' streams side by side, each thread one share of them.</summary>
internal static class ParallelFold
{
    private const int SortMemory = 128;

    public static async Task<(long Events, FoldPartition[] Partitions)> Run(
        NpgsqlDataSource database,
        NpgsqlConnection moment,
        string table,
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
            .Select(_ => new FoldPartition(upTo.Rules, upTo.Links, upTo.Generation, Done))
            .ToArray();
        // Open before anything runs: the threads that fold leave none to open them.
        var connections = new List<NpgsqlConnection>();
        try
        {
            for (var share = 0; share < shares; share++)
            {
                connections.Add(await DatabaseSnapshot.Share(moment, database, cancellation));
                await using (
                    var settings = new NpgsqlCommand(
                        $"set local work_mem = '{SortMemory}MB'; set local jit = off",
                        connections[^1]
                    )
                )
                    await settings.ExecuteNonQueryAsync(cancellation);
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
                                    table,
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
}
