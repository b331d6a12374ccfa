using JourneyEngine.Decisions;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>The sums behind the reports. They grow with stages, visit numbers and days, never with events.</summary>
public static class TallyTable
{
    internal static async Task Add(
        NpgsqlConnection connection, IReadOnlyCollection<(string Site, Tally Tally, long By)> moves, CancellationToken cancellation)
    {
        if (moves.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            insert into journey.tallies (site, name, funnel, funnel_version, day, key, n)
            select * from unnest($1, $2, $3, $4, $5, $6, $7) order by 1, 2, 3, 4, 5, 6
            on conflict (site, name, funnel, funnel_version, day, key) do update set n = tallies.n + excluded.n
            """, connection);
        command.Parameters.Add(new() { Value = moves.Select(move => move.Site).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Name).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Funnel).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.FunnelVersion).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Day).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Key).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.By).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Sums of one site over the cohorts of some days, of all names that begin in one way, by name and key.</summary>
    public static async Task<Dictionary<(string Name, int Key), long>> Sum(
        NpgsqlConnection connection, string site, string prefix, (int From, int Before) days, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("""
            select name, key, sum(n)::bigint from journey.tallies
            where site = $1 and starts_with(name, $2) and day >= $3 and day < $4
            group by name, key having sum(n) <> 0
            """, connection);
        foreach (var value in new object[] { site, prefix, days.From, days.Before })
            command.Parameters.Add(new() { Value = value });
        return await Read(command, cancellation);
    }

    /// <summary>Sums of one site and funnel (or none) over the cohorts of some days, by name and key.</summary>
    public static async Task<Dictionary<(string Name, int Key), long>> Sum(
        NpgsqlConnection connection, string site, string[] names, string funnel, int version, (int From, int Before) days, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("""
            select name, key, sum(n)::bigint from journey.tallies
            where site = $1 and name = any($2) and funnel = $3 and funnel_version = $4 and day >= $5 and day < $6
            group by name, key having sum(n) <> 0
            """, connection);
        foreach (var value in new object[] { site, names, funnel, version, days.From, days.Before })
            command.Parameters.Add(new() { Value = value });
        return await Read(command, cancellation);
    }

    private static async Task<Dictionary<(string Name, int Key), long>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        var sums = new Dictionary<(string, int), long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sums[(reader.GetString(0), reader.GetInt32(1))] = reader.GetInt64(2);
        return sums;
    }
}
