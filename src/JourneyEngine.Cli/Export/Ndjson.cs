using System.Text.Json;
using JourneyEngine.Log;

namespace JourneyEngine.Cli.Export;

/// <summary>One JSON text a line.</summary>
internal static class Ndjson
{
    /// <returns>How many lines there were.</returns>
    public static async Task<long> Write<T>(Stream to, IAsyncEnumerable<T> rows, CancellationToken cancellation)
    {
        var written = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            await JsonSerializer.SerializeAsync(to, row, FactJson.Options, cancellation);
            to.WriteByte((byte)'\n');
            written++;
        }

        return written;
    }
}
