using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>Compares every sum with that over the replayed journeys.</summary>
internal static class CompareSums
{
    /// <returns>How many sums are not zero.</returns>
    public static async Task<long> Run(
        NpgsqlConnection live,
        Generation generation,
        Dictionary<string, Dictionary<SumKey, long>> replayed,
        Differences found,
        CancellationToken cancellation
    )
    {
        var measures = generation.Measures.ToDictionary(generation.IdOf);
        await using var command = new NpgsqlCommand(
            $"select {SumTable.Columns} from journey.sums where n <> 0 and measure = any($1)",
            live
        )
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = measures.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var count = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            var (site, n) = (reader.GetString(0), reader.GetInt64(11));
            var key = new SumKey(
                measures[reader.GetInt32(1)],
                reader.GetString(2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                SumTable.CellAt(reader, 5)
            );
            var expected = 0L;
            replayed.GetValueOrDefault(site)?.Remove(key, out expected);
            if (expected != n)
                found.Add($"{site}: {key} is {n}, {expected} in the replay.");
            count++;
        }

        foreach (var (site, left) in replayed)
        {
            foreach (var (key, n) in left)
                found.Add($"{site}: {key} is 0, {n} in the replay.");
        }

        return count;
    }
}
