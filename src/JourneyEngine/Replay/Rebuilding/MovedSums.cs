using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>What a rebuild moves in the reports: the sums as they were, kept until the fresh ones stand beside
/// them.</summary>
internal static class MovedSums
{
    private const int MostCells = 10_000;
    private const string Before = "pg_temp.sums_before";
    private const string Key =
        "site, name, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3";

    /// <returns>The generation whose sums are shown; null while these are being made anew, so that nothing can be told
    /// against them.</returns>
    public static async Task<int?> Shown(NpgsqlConnection owner, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select generation from journey.progress where name = 'journeys' and not refolding
            and not exists (select from journey.rules where not settled) and not exists (
                select from journey.generations made join journey.measures measure on measure.id = any(made.measures)
                where made.number = generation and not measure.ready)
            """,
            owner
        );
        return await command.ExecuteScalarAsync(cancellation) is int generation ? generation : null;
    }

    /// <summary>Keeps them as they are at the moment that is folded, by the names of what is counted: the numbers of measures
    /// differ between versions.</summary>
    public static async Task Keep(
        NpgsqlConnection owner,
        NpgsqlConnection moment,
        int generation,
        CancellationToken cancellation
    )
    {
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", moment);
        var snapshot = (string)(await export.ExecuteScalarAsync(cancellation))!;
        await using var same = await owner.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancellation
        );
        await Run(owner, $"set transaction snapshot '{snapshot}'", cancellation);
        await Run(
            owner,
            $"""
            drop table if exists {Before};
            create temporary table sums_before as select {Key}, sum(n)::bigint as n
            from journey.generations made join journey.measures measure on measure.id = any(made.measures)
            join journey.sums on sums.measure = measure.id where made.number = {generation} group by {Key} having sum(n) <> 0
            """,
            cancellation
        );
        await same.CommitAsync(cancellation);
    }

    /// <param name="fresh">The table of the sums that were made anew.</param>
    public static Task<(List<MovedMeasure> Measures, List<MovedCell> Cells)> Read(
        NpgsqlConnection owner,
        string fresh,
        Generation generation,
        CancellationToken cancellation
    ) =>
        Tell(
            owner,
            $"""
            select {Key}, coalesce(was.n, 0) as before, coalesce(now.n, 0) as after, false as redefined from {Before} was
            full join (select * from {fresh} sums join journey.measures measure on measure.id = sums.measure) now using ({Key})
            where coalesce(was.n, 0) <> coalesce(now.n, 0)
            """,
            generation,
            cancellation
        );

    /// <returns>Null if nothing is known of one.</returns>
    public static async Task<LastUpdate?> ReadUpdate(
        NpgsqlConnection owner,
        Generation generation,
        CancellationToken cancellation
    )
    {
        var (moved, cells) = await Tell(
            owner,
            $"select {Key}, before, after, redefined from journey.update_moves",
            generation,
            cancellation
        );
        await using var command = new NpgsqlCommand("select max(at) from journey.update_moves", owner);
        return await command.ExecuteScalarAsync(cancellation) is DateTime at
            ? new LastUpdate(new DateTimeOffset(at, TimeSpan.Zero), moved, cells)
            : null;
    }

    private static async Task<(List<MovedMeasure> Measures, List<MovedCell> Cells)> Tell(
        NpgsqlConnection owner,
        string moved,
        Generation generation,
        CancellationToken cancellation
    )
    {
        var measures = new List<MovedMeasure>();
        await foreach (
            var row in Rows(
                owner,
                $"with moved as ({moved}) select name, count(*), sum(before)::bigint, sum(after)::bigint, bool_or(redefined) "
                    + "from moved group by name order by name",
                cancellation
            )
        )
            measures.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetBoolean(4)));
        var (known, cells) = (generation.Measures.ToDictionary(it => it.Name), new List<MovedCell>());
        await foreach (
            var row in Rows(
                owner,
                $"with moved as ({moved}) select * from moved where not redefined "
                    + $"order by abs(after - before) desc, {Key} limit {MostCells}",
                cancellation
            )
        )
            cells.Add(MovedCell.Of(row, known.GetValueOrDefault(row.GetString(1))));
        return (measures, cells);
    }

    public static Task Drop(NpgsqlConnection owner) =>
        Run(owner, $"drop table if exists {Before}", CancellationToken.None);

    private static async Task Run(NpgsqlConnection owner, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, owner) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async IAsyncEnumerable<NpgsqlDataReader> Rows(
        NpgsqlConnection owner,
        string query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(query, owner) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return reader;
    }
}
