using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using JourneyEngine.Cli.Simulation;

namespace JourneyEngine.Cli.Import;

/// <summary>Sends what a file holds in batches; no more than some batches are in memory.</summary>
/// <param name="Send">Sends a batch: the answer has a receipt for each.</param>
/// <param name="Connections">How many batches are on their way at a time; one keeps the order of the file.</param>
internal sealed record SendLines(Func<JsonNode[], CancellationToken, Task<JsonObject>> Send, int Connections)
{
    private const int MostCalls = 500;
    private const int MostBytes = 350 * 1024;

    private sealed record Batch(int[] Lines, JsonNode[] Calls);

    /// <param name="strict">Whether to stop at the first line that cannot be read; what stands before it is
    /// sent.</param>
    /// <param name="read">Told how many bytes of the file were read.</param>
    /// <exception cref="EngineException">The engine refused a batch, or could not be reached for too long.</exception>
    public async Task<Imported> Run(
        string file,
        IAsyncEnumerable<SourceLine> lines,
        bool strict,
        Action<long> read,
        CancellationToken cancellation
    )
    {
        var imported = new Imported(file);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            Batches(imported, lines, strict, read, cancellation),
            options,
            async (batch, token) =>
            {
                var receipts = (await Send(batch.Calls, token)).Rows("receipts");
                foreach (var (line, receipt) in batch.Lines.Zip(receipts))
                    imported.Take(line, receipt.Text("status"), (string?)receipt["reason"]);
            }
        );
        return imported;
    }

    private static async IAsyncEnumerable<Batch> Batches(
        Imported imported,
        IAsyncEnumerable<SourceLine> source,
        bool strict,
        Action<long> read,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (lines, calls, bytes) = (new List<int>(), new List<JsonNode>(), 0);
        await foreach (var line in source.WithCancellation(cancellation))
        {
            imported.Lines++;
            var result = line.Result;
            if (result.LeftOut is { } why)
                imported.Leave(why);
            if (result.Bad is var (column, reason))
                imported.Complain(line.Number, column, reason);
            if (result.Bad is not null && strict)
                break;
            if (result.Call is not { } call)
                continue;
            if (calls.Count == MostCalls || (calls.Count > 0 && bytes + line.Bytes > MostBytes))
            {
                read(line.Read);
                yield return new([.. lines], [.. calls]);
                (lines, calls, bytes) = ([], [], 0);
            }

            lines.Add(line.Number);
            calls.Add(call);
            bytes += line.Bytes;
        }

        if (calls.Count > 0)
            yield return new([.. lines], [.. calls]);
    }
}
