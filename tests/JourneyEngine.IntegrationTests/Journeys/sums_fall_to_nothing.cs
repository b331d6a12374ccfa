using JourneyEngine.Decisions.Measures;
using JourneyEngine.IntegrationTests.Replay;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Journeys;

[Collection(EngineTests.Name)]
public sealed class sums_fall_to_nothing(EngineFixture engine)
{
    private const int All = 26_000;
    private const int Some = 3_000;

    /// <remarks>As where a funnel is changed and visitors count elsewhere. Planned as if there were none, they would be
    /// looked for among all, and each compared with each.</remarks>
    [Fact]
    public async Task many_at_once_where_the_planner_has_never_seen_one()
    {
        var site = "sums-" + Guid.NewGuid().ToString("N");
        SumMove[] moves =
        [
            .. Enumerable
                .Range(0, All)
                .Select(it => new SumMove(site, new SumKey(Engine.Measures[0], "f", 1, it / 100, new(it % 100)), 2)),
        ];
        await Add(moves);
        await engine.Run("vacuum analyze journey.sums");
        SumMove[] back = [.. moves.Select((it, i) => it with { By = i < 3 ? -1 : -2 })];

        var read = await Add(back[..Some]);

        read.Should().BeLessThan(All, "only those that are moved are looked at");
        (
            await engine.Column(
                $"select n || ' ' || count(*) from journey.sums where site = '{site}' group by n order by n"
            )
        )
            .Should()
            .Equal("1 3", $"2 {All - Some}");
        await Add([.. back[..3], .. back[Some..]]);
        (await engine.Column($"select n::text from journey.sums where site = '{site}'")).Should().BeEmpty();
    }

    /// <summary>Moves them as who projects does.</summary>
    /// <returns>How many rows were read for it.</returns>
    private async Task<long> Add(SumMove[] moves)
    {
        await using var connection = await engine.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // The host may project just now.
        while (await Checkpoint.Take(connection, default) is null)
            await Task.Yield();
        var generation = await new Generations(Engine.Measures).Current(connection, default);
        await SumMove.Add(connection, generation, moves, default);
        await using var read = new NpgsqlCommand(
            "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables where relid = "
                + "'journey.sums'::regclass",
            connection
        );
        var rows = (long)(await read.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return rows;
    }
}
