using System.Text.Json.Nodes;

namespace JourneyEngine.Cli.Simulation;

/// <summary>Posts messages as Segment batches of random size, over several connections, and counts the receipts.</summary>
internal static class Deliver
{
    private const int LargestBatch = 200;
    private const int Connections = 4;

    public static async Task<SortedDictionary<string, int>> Run(
        EngineClient engine, IReadOnlyList<Message> messages, int seed, Action<int> delivered, CancellationToken cancellation)
    {
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Batches(messages, new Random(seed)), options, async (batch, token) =>
        {
            var answer = await engine.Post("/v1/batch", Body(batch), token);
            lock (statuses)
            {
                foreach (var receipt in answer["receipts"]!.AsArray())
                {
                    var status = (string)receipt!["status"]!;
                    statuses[status] = statuses.GetValueOrDefault(status) + 1;
                }

                delivered(batch.Length);
            }
        });
        return statuses;
    }

    private static IEnumerable<Message[]> Batches(IReadOnlyList<Message> messages, Random random)
    {
        for (var from = 0; from < messages.Count;)
        {
            var batch = messages.Skip(from).Take(random.Next(1, LargestBatch)).ToArray();
            from += batch.Length;
            yield return batch;
        }
    }

    private static JsonObject Body(Message[] batch) => new() { ["batch"] = new JsonArray([.. batch.Select(Item)]) };

    private static JsonObject Item(Message message) => new()
    {
        ["type"] = message.Type,
        ["messageId"] = message.MessageId,
        ["anonymousId"] = message.Visitor,
        [message.Type == "track" ? "event" : "name"] = message.Name,
        ["timestamp"] = (message.At + message.ClockOff).ToString("O"),
        ["sentAt"] = (DateTimeOffset.UtcNow + message.ClockOff).ToString("O"),
        ["context"] = new JsonObject
        {
            ["userAgent"] = message.UserAgent,
            ["page"] = message.Path is null ? null : new JsonObject { ["path"] = message.Path },
            ["campaign"] = message.Campaign is null ? null : new JsonObject { ["name"] = message.Campaign },
        },
    };
}
