using JourneyEngine.Decisions.Measures;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Journeys;

/// <summary>Which sums of a site are wanted.</summary>
/// <param name="Funnel">Empty for measures that depend on none.</param>
/// <param name="Days">Days of the visitors' first interactions, or of what happened: from and before, in days of the site
/// since 1970.</param>
/// <param name="Text1">Only rows whose first text dimension is this one; all if null.</param>
internal sealed record SumsWanted(
    IReadOnlyList<Measure> Measures,
    string Funnel,
    int Version,
    (int From, int Before) Days,
    string? Text1
);

/// <summary>The sums behind the reports. They grow with stages, visit numbers, days and what brings visitors, not with
/// events.</summary>
internal static class SumTable
{
    /// <summary>In the order of the key.</summary>
    public const string Columns =
        "site, measure, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3, n";

    /// <remarks>A measure that was stored, given up and taken up again has a newer number; the sums under the older one
    /// are stale.</remarks>
    private const string Wanted = """
        select stored.fingerprint, number1, number2, number3, text1, text2, text3, sum(n)::bigint
        from (select max(id) as id, fingerprint from journey.measures where fingerprint = any($2) group by fingerprint) stored
        join journey.sums on measure = stored.id
        where site = $1 and funnel = $3 and funnel_version = $4 and day >= $5 and day < $6 and ($7 is null or text1 = $7)
        group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0
        """;

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
}
