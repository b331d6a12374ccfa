using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>A change of a site's sum.</summary>
internal readonly record struct SumMove(string Site, SumKey Key, long By)
{
    private const string Given = "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    /// <remarks>A row may tell what one visitor did: with the last of them it goes.</remarks>
    private const string Upsert = $"""
        with moved as (
            insert into journey.sums ({SumTable.Columns})
            select * from {Given} order by 1, 2, 3, 4, 5, 6
            on conflict (site, measure, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3)
            do update set n = sums.n + excluded.n
            returning ctid::text place, n
        )
        select place from moved where n = 0
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
        var empty = await Move(connection, generation, moves, cancellation);
        if (empty.Length > 0)
            await Delete(connection, empty, cancellation);
    }

    /// <returns>Places of the rows that sum nothing any more.</returns>
    private static async Task<string[]> Move(
        NpgsqlConnection connection,
        Generation generation,
        IReadOnlyCollection<SumMove> moves,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(Upsert, connection);
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
        var empty = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            empty.Add(reader.GetString(0));
        return [.. empty];
    }

    /// <remarks>By their places, which nobody changes before the transaction's end. Asked for by what they sum, all of
    /// them are nearly none to the planner, who has seen no row of zero, and it goes through each for each.</remarks>
    private static async Task Delete(NpgsqlConnection connection, string[] places, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.sums where ctid = any($1::text[]::tid[])",
            connection
        );
        command.Parameters.Add(new() { Value = places });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
