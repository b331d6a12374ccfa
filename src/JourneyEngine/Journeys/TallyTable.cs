using JourneyEngine.Decisions;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>The sums behind the reports. They grow with stages, visit numbers, days and what brings visitors, not with events.</summary>
public static class TallyTable
{
    /// <summary>Leaves room beside each sum: rows that are moved time and again, in the same page, cost half, and leave nothing behind in the index.</summary>
    /// <remarks>For a database that has had the table for longer, too.</remarks>
    internal static async Task LeaveRoom(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            do $$ begin
                if not exists (select from pg_class where oid = 'journey.tallies'::regclass and 'fillfactor=50' = any(reloptions)) then
                    alter table journey.tallies set (fillfactor = 50);
                end if;
            exception when insufficient_privilege then
                raise notice 'journey.tallies belongs to another role: its sums are moved at twice the cost';
            end $$
            """);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task Add(
        NpgsqlConnection connection, IReadOnlyCollection<(string Site, Tally Tally, long By)> moves, CancellationToken cancellation)
    {
        if (moves.Count == 0)
            return;
        await Execute(connection, """
            insert into journey.tallies (site, name, funnel, funnel_version, day, key, n)
            select * from unnest($1, $2, $3, $4, $5, $6, $7) order by 1, 2, 3, 4, 5, 6
            on conflict (site, name, funnel, funnel_version, day, key) do update set n = tallies.n + excluded.n
            """, moves, cancellation);
        // The name of a sum may tell what one visitor did: with the last of them it goes.
        if (moves.Where(it => it.By < 0).ToArray() is { Length: > 0 } fewer)
        {
            await Execute(connection, """
                delete from journey.tallies using unnest($1, $2, $3, $4, $5, $6, $7) moved (site, name, funnel, funnel_version, day, key, by)
                where tallies.site = moved.site and tallies.name = moved.name and tallies.funnel = moved.funnel and tallies.funnel_version = moved.funnel_version
                    and tallies.day = moved.day and tallies.key = moved.key and tallies.n = 0
                """, fewer, cancellation);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string statement, IReadOnlyCollection<(string Site, Tally Tally, long By)> moves, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.Add(new() { Value = moves.Select(move => move.Site).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Name).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Funnel).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.FunnelVersion).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Day).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.Tally.Key).ToArray() });
        command.Parameters.Add(new() { Value = moves.Select(move => move.By).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Sums of one site and funnel (or none) over the cohorts of some days, of all names that begin in one way, by name and key.</summary>
    public static Task<Dictionary<(string Name, int Key), long>> Sum(
        NpgsqlConnection connection, string site, string prefix, string funnel, int version, (int From, int Before) days, CancellationToken cancellation) =>
        Sum(connection, "starts_with(name, $2)", [site, prefix, funnel, version, days.From, days.Before], cancellation);

    /// <summary>The same of some names.</summary>
    public static Task<Dictionary<(string Name, int Key), long>> Sum(
        NpgsqlConnection connection, string site, string[] names, string funnel, int version, (int From, int Before) days, CancellationToken cancellation) =>
        Sum(connection, "name = any($2)", [site, names, funnel, version, days.From, days.Before], cancellation);

    private static async Task<Dictionary<(string Name, int Key), long>> Sum(NpgsqlConnection connection, string named, object[] values, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""
            select name, key, sum(n)::bigint from journey.tallies
            where site = $1 and {named} and funnel = $3 and funnel_version = $4 and day >= $5 and day < $6
            group by name, key having sum(n) <> 0
            """, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        var sums = new Dictionary<(string, int), long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sums[(reader.GetString(0), reader.GetInt32(1))] = reader.GetInt64(2);
        return sums;
    }
}
