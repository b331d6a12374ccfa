using Npgsql;

namespace JourneyEngine.IntegrationTests.Replay;

[Collection(RebuildTests.Name)]
public class a_rebuild_replaces_the_live_tables(EngineFixture engine)
{
    /// <summary>The report finds everything projected, then meets the exchange of the tables before it reads the
    /// sums.</summary>
    [Fact]
    public async Task while_a_report_is_read_that_still_counts_every_visitor()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await using var locking = await engine.Database.OpenConnectionAsync();
        await using var held = await locking.BeginTransactionAsync();
        var rebuild = engine.Rebuild(
            1,
            async () =>
            {
                await site.Accepted(Calls.Page("w", "home", Calls.Noon));
                (await Visitors(site)).Should().Be(2);
                await using var take = new NpgsqlCommand("lock table journey.sums in access exclusive mode", locking);
                await take.ExecuteNonQueryAsync();
            }
        );
        await Waiting(1, rebuild);
        var report = Visitors(site);
        await Waiting(2, rebuild);

        await held.RollbackAsync();

        await rebuild;
        (await report).Should().Be(2);
        (await Visitors(site)).Should().Be(2);
    }

    /// <summary>As many as the operator's tool takes, on as many connections as it may have; the folding lasts longer
    /// than a connection is waited for.</summary>
    [Fact]
    public async Task in_sixteen_parallel_shares_without_a_difference()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var few = new NpgsqlConnectionStringBuilder(engine.ConnectionString) { MaxPoolSize = 100, Timeout = 5 };
        await using var database = NpgsqlDataSource.Create(few.ConnectionString);

        await database.Rebuild(16, () => Task.Delay(TimeSpan.FromSeconds(7)));

        (await engine.Differences()).Should().BeEmpty();
    }

    private static async Task<int> Visitors(Site site) =>
        (int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!;

    private async Task Waiting(int expected, Task rebuild)
    {
        while (
            (
                await engine.Column(
                    "select count(*)::text from pg_locks where relation = 'journey.sums'::regclass and not granted"
                )
            )[0] != $"{expected}"
        )
        {
            rebuild.IsCompleted.Should().BeFalse();
            await Task.Delay(10);
        }
    }
}
