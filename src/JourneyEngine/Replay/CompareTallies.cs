using JourneyEngine.Decisions;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>Compares every report cell with its sum over the replayed journeys.</summary>
internal static class CompareTallies
{
    /// <returns>How many cells are not zero.</returns>
    public static async Task<long> Run(
        NpgsqlConnection live, Dictionary<string, Dictionary<Tally, long>> replayed, Differences found, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select site, name, funnel, funnel_version, day, key, n from journey.tallies where n <> 0", live);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var cells = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            var site = reader.GetString(0);
            var tally = new Tally(reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5));
            var expected = 0L;
            replayed.GetValueOrDefault(site)?.Remove(tally, out expected);
            if (expected != reader.GetInt64(6))
                found.Add($"{site}: {tally} is {reader.GetInt64(6)}, {expected} in the replay.");
            cells++;
        }

        foreach (var (site, left) in replayed)
        {
            foreach (var (tally, n) in left)
                found.Add($"{site}: {tally} is 0, {n} in the replay.");
        }

        return cells;
    }
}
