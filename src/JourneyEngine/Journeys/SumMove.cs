using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>A change of a site's sum.</summary>
internal readonly record struct SumMove(string Site, SumKey Key, long By)
{
    private const string Given = "unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private const string Upsert = $"""
        insert into journey.sums ({SumTable.Columns})
        select * from {Given} order by 1, 2, 3, 4, 5, 6
        on conflict (site, measure, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3)
        do update set n = sums.n + excluded.n
        """;

    /// <remarks>A row may tell what one visitor did: with the last of them it goes.</remarks>
    private const string DeleteEmpty = $"""
        delete from journey.sums sum using {Given} moved ({SumTable.Columns})
        where sum.site = moved.site and sum.measure = moved.measure and sum.funnel = moved.funnel
            and sum.funnel_version = moved.funnel_version and sum.day = moved.day
            and sum.number1 = moved.number1 and sum.number2 = moved.number2 and sum.number3 = moved.number3
            and sum.text1 = moved.text1 and sum.text2 = moved.text2 and sum.text3 = moved.text3 and sum.n = 0
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
