using Npgsql;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>The generations of measures, and the numbers under which their sums are stored.</summary>
internal static class GenerationTable
{
    /// <summary>Selects the numbers of the measures in force.</summary>
    public const string Current = """
        (select unnest(measures) from journey.generations
        where number = (select generation from journey.progress where name = 'journeys'))
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

    internal static async Task<int> Execute(
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
