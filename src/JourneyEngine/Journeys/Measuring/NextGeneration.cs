using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Measures;
using Npgsql;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>Begins the next generation of measures.</summary>
internal static class NextGeneration
{
    /// <remarks>No number is given twice: rows of journeys may still say that they are in the sums of an old
    /// one.</remarks>
    private const string LastNumber = """
        select coalesce(max(id), 0) from (select id from journey.measures union all select unnest(measures) from journey.generations) given (id)
        """;

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
        await GenerationTable.Execute(
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
        await GenerationTable.Execute(
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

    private static async Task Insert(
        NpgsqlConnection connection,
        string fingerprint,
        string fold,
        IReadOnlyDictionary<string, int> ids,
        CancellationToken cancellation
    )
    {
        await GenerationTable.Execute(
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
}
