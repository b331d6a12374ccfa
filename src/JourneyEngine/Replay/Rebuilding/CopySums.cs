using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Writes the sums of all parts into a fresh table.</summary>
internal static class CopySums
{
    public static async Task<long> Run(
        NpgsqlConnection owner,
        string table,
        Generation generation,
        IEnumerable<Dictionary<string, Dictionary<SumKey, long>>> parts,
        CancellationToken cancellation
    )
    {
        var sums = parts
            .SelectMany(it => it)
            .SelectMany(site => site.Value.Select(sum => (Site: site.Key, sum.Key, N: sum.Value)))
            .GroupBy(it => (it.Site, it.Key), it => it.N)
            .ToList();
        await using var copy = await owner.BeginBinaryImportAsync(
            $"copy {table} ({SumTable.Columns}) from stdin (format binary)",
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
}
