using JourneyEngine.Decisions.Measures;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Journeys;

/// <summary>Which sums of a site are wanted.</summary>
/// <param name="Funnel">Empty for measures that depend on none.</param>
/// <param name="Days">Days of the visitors' first interactions, since 1970 UTC.</param>
/// <param name="Text1">Only rows whose first text dimension is this one; all if null.</param>
internal sealed record SumsWanted(
    IReadOnlyList<Measure> Measures,
    string Funnel,
    int Version,
    (int From, int Before) Days,
    string? Text1
);

/// <summary>A change of a site's sum.</summary>
internal readonly record struct SumMove(string Site, SumKey Key, long By);

/// <summary>The sums behind the reports. They grow with stages, visit numbers, days and what brings visitors, not with
/// events.</summary>
internal static class SumTable
{
    /// <summary>In the order of the key.</summary>
    public const string Columns =
        "site, measure, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3, n";

    private const string Given = "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private const string Upsert = $"""
        insert into journey.sums ({Columns})
        select * from {Given} order by 1, 2, 3, 4, 5, 6
        on conflict (site, measure, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3)
        do update set n = sums.n + excluded.n
        """;

    /// <remarks>A row may tell what one visitor did: with the last of them it goes.</remarks>
    private const string DeleteEmpty = $"""
        delete from journey.sums sum using {Given} moved ({Columns})
        where sum.site = moved.site and sum.measure = moved.measure and sum.funnel = moved.funnel
            and sum.funnel_version = moved.funnel_version and sum.day = moved.day
            and sum.number1 = moved.number1 and sum.number2 = moved.number2 and sum.number3 = moved.number3
            and sum.text1 = moved.text1 and sum.text2 = moved.text2 and sum.text3 = moved.text3 and sum.n = 0
        """;

    /// <remarks>A measure that was stored, given up and taken up again has a newer number; the sums under the older one
    /// are stale.</remarks>
    private const string Wanted = """
        select stored.fingerprint, number1, number2, number3, text1, text2, text3, sum(n)::bigint
        from (select max(id) as id, fingerprint from journey.measures where fingerprint = any($2) group by fingerprint) stored
        join journey.sums on measure = stored.id
        where site = $1 and funnel = $3 and funnel_version = $4 and day >= $5 and day < $6 and ($7 is null or text1 = $7)
        group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0
        """;

    public static async Task Add(
        NpgsqlConnection connection,
        Generation generation,
        IReadOnlyCollection<SumMove> moves,
        CancellationToken cancellation
    )
    {
        if (moves.Count == 0)
            return;
        await Execute(connection, Upsert, generation, moves, cancellation);
        if (moves.Where(it => it.By < 0).ToArray() is { Length: > 0 } fewer)
            await Execute(connection, DeleteEmpty, generation, fewer, cancellation);
    }

    public static async Task<Dictionary<(Measure Measure, Cell Cell), long>> Read(
        NpgsqlConnection connection,
        string site,
        SumsWanted wanted,
        CancellationToken cancellation
    )
    {
        var measures = wanted.Measures.ToDictionary(it => it.Fingerprint);
        await using var command = new NpgsqlCommand(Wanted, connection);
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = measures.Keys.ToArray() });
        command.Parameters.Add(new() { Value = wanted.Funnel });
        command.Parameters.Add(new() { Value = wanted.Version });
        command.Parameters.Add(new() { Value = wanted.Days.From });
        command.Parameters.Add(new() { Value = wanted.Days.Before });
        command.Parameters.Add(
            new() { Value = wanted.Text1 ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar }
        );
        var sums = new Dictionary<(Measure, Cell), long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sums[(measures[reader.GetString(0)], CellAt(reader, 1))] = reader.GetInt64(7);
        return sums;
    }

    /// <param name="first">Ordinal of the first of the six columns of dimensions.</param>
    public static Cell CellAt(NpgsqlDataReader reader, int first) =>
        new(
            reader.GetInt32(first),
            reader.GetInt32(first + 1),
            reader.GetInt32(first + 2),
            reader.GetString(first + 3),
            reader.GetString(first + 4),
            reader.GetString(first + 5)
        );

    private static async Task Execute(
        NpgsqlConnection connection,
        string statement,
        Generation generation,
        IReadOnlyCollection<SumMove> moves,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(statement, connection);
        void Column<T>(Func<SumMove, T> of) => command.Parameters.Add(new() { Value = moves.Select(of).ToArray() });
        Column(it => it.Site);
        Column(it => generation.IdOf(it.Key.Measure));
        Column(it => it.Key.Funnel);
        Column(it => it.Key.FunnelVersion);
        Column(it => it.Key.Day);
        Column(it => it.Key.Cell.Number1);
        Column(it => it.Key.Cell.Number2);
        Column(it => it.Key.Cell.Number3);
        Column(it => it.Key.Cell.Text1);
        Column(it => it.Key.Cell.Text2);
        Column(it => it.Key.Cell.Text3);
        Column(it => it.By);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
