using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Cli.Import;

/// <summary>Sends a file's calls through the public door in batches, over several connections; no more than some
/// batches are in memory.</summary>
internal static class SendLines
{
    private const int MostCalls = 500;
    private const int MostBytes = 350 * 1024;
    private const int Connections = 4;

    /// <summary>How a line becomes a call.</summary>
    internal delegate LineRead Reading(FileLine line, Salt salt);

    private sealed record Batch(int[] Lines, JsonNode[] Calls);

    /// <param name="strict">Whether to stop at the first line that cannot be read; what stands before it is
    /// sent.</param>
    /// <param name="read">Told how many bytes of the file were read.</param>
    /// <exception cref="EngineException">The engine refused a batch, or could not be reached for too long.</exception>
    public static async Task<Imported> Run(
        EngineClient engine,
        string file,
        Reading reading,
        Salt salt,
        bool strict,
        Action<long> read,
        CancellationToken cancellation
    )
    {
        var imported = new Imported(file);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            Batches(imported, file, reading, salt, strict, read, cancellation),
            options,
            async (batch, token) =>
            {
                var body = new JsonObject { ["batch"] = new JsonArray(batch.Calls) };
                var receipts = (await engine.Collect(() => body, token)).Rows("receipts");
                foreach (var (line, receipt) in batch.Lines.Zip(receipts))
                    imported.Take(line, receipt.Text("status"), (string?)receipt["reason"]);
            }
        );
        return imported;
    }

    private static async IAsyncEnumerable<Batch> Batches(
        Imported imported,
        string file,
        Reading reading,
        Salt salt,
        bool strict,
        Action<long> read,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (lines, calls, bytes) = (new List<int>(), new List<JsonNode>(), 0);
        await foreach (var line in FileLines.Read(file, cancellation))
        {
            imported.Lines++;
            var result = reading(line, salt);
            if (result.LeftOut is { } why)
                imported.Leave(why);
            if (result.Bad is var (column, reason))
                imported.Complain(line.Number, column, reason);
            if (result.Bad is not null && strict)
                break;
            if (result.Call is not { } call)
                continue;
            if (calls.Count == MostCalls || bytes + line.Bytes!.Length > MostBytes)
            {
                read(line.Read);
                yield return new([.. lines], [.. calls]);
                (lines, calls, bytes) = ([], [], 0);
            }

            lines.Add(line.Number);
            calls.Add(call);
            bytes += line.Bytes!.Length;
        }

        if (calls.Count > 0)
            yield return new([.. lines], [.. calls]);
    }
}
