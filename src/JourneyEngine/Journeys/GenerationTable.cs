using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>The generations of measures, and the numbers under which their sums are stored.</summary>
internal static class GenerationTable
{
    private const string Current = """
        (select unnest(measures) from journey.generations
        where number = (select generation from journey.progress where name = 'journeys'))
        """;

    /// <remarks>No number is given twice: rows of journeys may still say that they are in the sums of an old
    /// one.</remarks>
    private const string LastNumber = """
        select coalesce(max(id), 0) from (select id from journey.measures union all select unnest(measures) from journey.generations) given (id)
        """;

    /// <returns>Every generation up to the current one, which is the last; before all of them, the one without
    /// measures.</returns>
    public static async Task<List<StoredGeneration>> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select number, fingerprint, fold, fingerprints, measures from journey.generations
            where number <= (select generation from journey.progress where name = 'journeys') order by number
            """,
            connection
        );
        var generations = new List<StoredGeneration> { new(0, "", "", new Dictionary<string, int>()) };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var measures = reader.GetFieldValue<string[]>(3).Zip(reader.GetFieldValue<int[]>(4));
            generations.Add(
                new StoredGeneration(
                    reader.GetInt32(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    measures.ToDictionary(it => it.First, it => it.Second)
                )
            );
        }

        return generations;
    }

    /// <summary>Begins the next generation: every journey awaits that it is summed by the measures that are new in
    /// it.</summary>
    /// <param name="kept">Numbers of the measures that go on as they are, by fingerprint.</param>
    public static async Task Begin(
        NpgsqlConnection connection,
        string fingerprint,
        IReadOnlyList<Measure> measures,
        IReadOnlyDictionary<string, int> kept,
        CancellationToken cancellation
    )
    {
        var next = await Last(connection, cancellation);
        var ids = measures.ToDictionary(
            it => it.Fingerprint,
            it => kept.TryGetValue(it.Fingerprint, out var id) ? id : ++next
        );
        await Execute(
            connection,
            """
            insert into journey.measures (id, name, version, fingerprint, ready)
            select *, false from unnest($1, $2, $3, $4) on conflict (id) do nothing
            """,
            [
                measures.Select(it => ids[it.Fingerprint]).ToArray(),
                measures.Select(it => it.Name).ToArray(),
                measures.Select(it => it.Version).ToArray(),
                measures.Select(it => it.Fingerprint).ToArray(),
            ],
            cancellation
        );
        await Insert(connection, fingerprint, JourneyBytes.Fold, ids, cancellation);
    }

    /// <summary>Begins a generation of the same measures, some of which are summed anew.</summary>
    public static async Task Renew(
        NpgsqlConnection connection,
        StoredGeneration generation,
        IReadOnlyList<int> ids,
        CancellationToken cancellation
    )
    {
        var next = await Last(connection, cancellation);
        var renewed = ids.ToDictionary(it => it, _ => ++next);
        await Execute(
            connection,
            """
            insert into journey.measures (id, name, version, fingerprint, ready)
            select renewed.id, name, version, fingerprint, false
            from unnest($1, $2) renewed (before, id) join journey.measures on measures.id = renewed.before
            """,
            [renewed.Keys.ToArray(), renewed.Values.ToArray()],
            cancellation
        );
        var all = generation.Measures.ToDictionary(it => it.Key, it => renewed.GetValueOrDefault(it.Value, it.Value));
        await Insert(connection, generation.Fingerprint, generation.Fold, all, cancellation);
    }

    /// <summary>Every journey is in the sums of all current measures: the sums of others go.</summary>
    public static async Task Finish(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Execute(
            connection,
            """
            update journey.progress set refolding = false, refolded_site = '', refolded_visitor = '' where name = 'journeys'
            """,
            [],
            cancellation
        );
        await Execute(
            connection,
            $"update journey.measures set ready = true where not ready and id in {Current}",
            [],
            cancellation
        );
        if (await Execute(connection, $"delete from journey.measures where id not in {Current}", [], cancellation) > 0)
            await Execute(connection, $"delete from journey.sums where measure not in {Current}", [], cancellation);
    }

    /// <summary>Sums of a site by measures that are no longer current, and that nobody takes anything back from: they
    /// go early.</summary>
    public static async Task DeleteStale(NpgsqlConnection connection, string site, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"select array_agg(id) from journey.measures where id not in {Current}",
            connection
        );
        if (await command.ExecuteScalarAsync(cancellation) is int[] stale)
            await Execute(
                connection,
                "delete from journey.sums where site = $1 and measure = any($2)",
                [site, stale],
                cancellation
            );
    }

    /// <summary>Whether a generation is the current one.</summary>
    public static async Task<bool> IsCurrent(NpgsqlConnection connection, int number, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from journey.progress where name = 'journeys' and generation = $1)",
            connection
        );
        command.Parameters.Add(new() { Value = number });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// Binaries from before there were generations know nothing of them. They cannot write a journey without saying in
    /// which generation it is summed, nor move the sums that they had: such a host answers and captures, and its
    /// projection and reports fail.
    /// </summary>
    public static Task CloseToOlderBinaries(NpgsqlConnection connection, CancellationToken cancellation) =>
        Execute(
            connection,
            """
            do $$ begin
                perform set_config('lock_timeout', '5s', true);
                if exists (select from pg_attribute
                    where attrelid = 'journey.journeys'::regclass and attname = 'generation' and atthasdef) then
                    alter table journey.journeys alter generation drop default;
                end if;
                drop table if exists journey.tallies, journey.tallies_shadow, journey.journeys_shadow;
                perform set_config('lock_timeout', '0', true);
            exception when insufficient_privilege then
                raise notice 'tables of schema journey belong to another role: hosts of versions before this one must be stopped first';
            end $$
            """,
            [],
            cancellation
        );

    private static async Task Insert(
        NpgsqlConnection connection,
        string fingerprint,
        string fold,
        IReadOnlyDictionary<string, int> ids,
        CancellationToken cancellation
    )
    {
        await Execute(
            connection,
            """
            with next as (
                insert into journey.generations (number, fingerprint, fold, fingerprints, measures)
                select coalesce(max(number), 0) + 1, $1, $2, $3, $4 from journey.generations returning number
            )
            update journey.progress set generation = next.number, epoch = epoch + 1, projected_at = now(),
                refolding = true, refolded_site = '', refolded_visitor = ''
            from next where name = 'journeys'
            """,
            [fingerprint, fold, ids.Keys.ToArray(), ids.Values.ToArray()],
            cancellation
        );
    }

    private static async Task<int> Last(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LastNumber, connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<int> Execute(
        NpgsqlConnection connection,
        string statement,
        object[] values,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
