namespace JourneyEngine.Cli.Simulation;

/// <summary>Posts messages as Segment batches of random size, over several connections, and counts the
/// receipts.</summary>
public static class Deliver
{
    private const int LargestBatch = 200;
    private const int Connections = 4;

    /// <returns>How many receipts there were of each status.</returns>
    /// <exception cref="EngineException">The engine refused a batch, or could not be reached for too long.</exception>
    public static async Task<SortedDictionary<string, int>> Run(
        EngineClient engine,
        IReadOnlyList<Message> messages,
        int seed,
        Action<int> delivered,
        CancellationToken cancellation
    )
    {
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            Batches(messages, new Random(seed)),
            options,
            async (batch, token) =>
            {
                // Stamped at each attempt: a clock is corrected by when the request was sent, and a retry is sent later.
                var answer = await engine.Collect(() => SegmentBatch.Body(batch, DateTimeOffset.UtcNow), token);
                lock (statuses)
                {
                    foreach (var receipt in answer.Rows("receipts"))
                    {
                        var status = receipt.Text("status");
                        statuses[status] = statuses.GetValueOrDefault(status) + 1;
                    }

                    delivered(batch.Length);
                }
            }
        );
        return statuses;
    }

    private static IEnumerable<Message[]> Batches(IReadOnlyList<Message> messages, Random random)
    {
        for (var from = 0; from < messages.Count; )
        {
            var batch = messages.Skip(from).Take(random.Next(1, LargestBatch + 1)).ToArray();
            from += batch.Length;
            yield return batch;
        }
    }
}
