using System.Diagnostics;
using System.Text.Json.Nodes;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Marten;
using Marten.Events.Aggregation;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>An operator's own asynchronous projection follows the log that the engine writes; its documents are in a
/// schema of their own.</summary>
/// <remarks>Numbers of the log are counted here, so the engine is its own: on a shared one, slots of other tests go on
/// learning between.</remarks>
public class marten_s_daemon_runs_beside_the_engine(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private static readonly TimeSpan Patience = HostProcess.Patience;

    public sealed record Seen(string Id, int Interactions);

    public sealed class SeenProjection : SingleStreamProjection<Seen, string>
    {
        public SeenProjection()
        {
            Name = "Seen";
            IncludeType<InteractionRecorded>();
        }

        public override Seen? Evolve(Seen? snapshot, string id, IEvent e) =>
            e.Data is InteractionRecorded ? new Seen(id, (snapshot?.Interactions ?? 0) + 1) : snapshot;
    }

    [Fact]
    public async Task to_count_every_interaction_of_three_sites_once()
    {
        Site[] sites = [await engine.NewSite(), await engine.NewSite(), await engine.NewSite()];
        foreach (var site in sites)
            await site.Accepted(Pages(0));
        await using var store = await Store();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();

        await Task.WhenAll([
            .. sites.SelectMany(site => Enumerable.Range(1, 6).Select(round => site.Accepted(Pages(round)))),
            .. sites.SelectMany(site =>
                Enumerable.Range(0, 4).Select(i => AppendTenTimes(store, site, $"by marten {i}"))
            ),
            .. Enumerable.Range(0, 5).Select(_ => Burn(3)),
        ]);
        await sites[0].Accepted(Calls.Page("last", "home", Calls.Noon));
        await daemon.WaitForNonStaleData(Patience);

        foreach (var site in sites)
            (await Counts(store, site)).Should().BeEquivalentTo(Expected(site == sites[0]));

        await daemon.RebuildProjectionAsync<SeenProjection>(default);

        foreach (var site in sites)
            (await Counts(store, site))
                .Should()
                .BeEquivalentTo(Expected(site == sites[0]), "a rebuild reads the same log");
        (await Scalar("select sum((data ->> 'interactions')::int) from beside.mt_doc_seen"))
            .Should()
            .Be(
                await Scalar(
                    "select count(*) from journey.mt_events where type = 'interaction_recorded' and not is_archived"
                )
            );
    }

    [Fact]
    public async Task with_a_high_water_mark_that_passes_rolled_back_numbers()
    {
        var site = await engine.NewSite();
        await using var store = await Store();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();

        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        var before = await Scalar("select max(seq_id) from journey.mt_events");
        await Burn(40);
        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(1)), Calls.Page("w", "home", Calls.Noon));
        var last = await Scalar("select max(seq_id) from journey.mt_events");

        await Until(() => daemon.Tracker.HighWaterMark >= last);
        await Until(async () => (await store.Advanced.ProjectionProgressFor(new ShardName("Seen"))) >= last);
        daemon.Tracker.HighWaterMark.Should().Be(last).And.Be(before + 42);
        var progress = await store.Advanced.AllProjectionProgress();
        progress.Single(it => it.ShardName == ShardState.HighWaterMark).Sequence.Should().Be(last);
        (await store.Advanced.FetchEventStoreStatistics()).EventSequenceNumber.Should().Be(last);
        (await Counts(store, site))
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, int> { [StreamNames.Visitor("v")] = 2, [StreamNames.Visitor("w")] = 1 }
            );
    }

    [Fact]
    public async Task starting_after_rolled_back_numbers_which_it_passes()
    {
        var site = await engine.NewSite();
        await using var store = await Store();
        await Burn(40);
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await Burn(5);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();

        var last = await Scalar("select max(seq_id) from journey.mt_events");
        await Until(async () => (await store.Advanced.ProjectionProgressFor(new ShardName("Seen"))) >= last);
        (await Counts(store, site))
            .Should()
            .BeEquivalentTo(new Dictionary<string, int> { [StreamNames.Visitor("v")] = 1 });

        await site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddDays(1)));
        await daemon.WaitForNonStaleData(Patience);
        (await Counts(store, site))
            .Should()
            .BeEquivalentTo(new Dictionary<string, int> { [StreamNames.Visitor("v")] = 2 });
    }

    /// <summary>A log that has moved on past an open transaction is not read past it, even after Marten's own patience
    /// for gaps (3 s).</summary>
    [Fact]
    public async Task behind_an_uncommitted_event_that_it_waits_for()
    {
        var site = await engine.NewSite();
        await using var store = await Store();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        var late = Calls.Page("late", "home", Calls.Noon);
        var others = Enumerable.Range(0, 20).Select(i => Calls.Page($"v{i}", "home", Calls.Noon)).ToArray();

        Task sent;
        await using (var connection = await engine.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await Occupy(connection, site, (string)late["messageId"]!);
            var before = await Scalar("select last_value from journey.mt_events_sequence");
            sent = site.Accepted(late);
            await Until(async () => await Scalar("select last_value from journey.mt_events_sequence") > before);
            sent = Task.WhenAll([sent, .. others.Select(call => site.Accepted(call))]);
            await Until(async () => await Scalar("select max(seq_id) from journey.mt_events") > before + 1);

            await Task.Delay(TimeSpan.FromSeconds(5));
            daemon.Tracker.HighWaterMark.Should().BeLessThanOrEqualTo(before, "what comes next is not committed");
            await transaction.RollbackAsync();
        }

        await sent;
        await daemon.WaitForNonStaleData(Patience);
        (await Counts(store, site))
            .Should()
            .BeEquivalentTo(
                others.Append(late).ToDictionary(it => StreamNames.Visitor((string)it["anonymousId"]!), _ => 1)
            );
    }

    /// <remarks>Every <see cref="Store"/> of these tests sees to it, too.</remarks>
    [Fact]
    public async Task without_changing_the_engine_s_schema()
    {
        var before = await Schema();
        await using var store = await Store();
        using (var daemon = await store.BuildProjectionDaemonAsync())
        {
            await daemon.StartAllAsync();
            await (await engine.NewSite()).Accepted(Calls.Page("v", "home", Calls.Noon));
            await daemon.WaitForNonStaleData(Patience);
        }

        (await Schema()).Should().Equal(before);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        await using var plain = engine.Marten();
        await plain.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    /// <summary>Ten visitors, each with two pages.</summary>
    private static JsonObject[] Pages(int round) =>
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i => Calls.Page($"v{i % 10}", "home", Calls.Noon.AddHours((100 * round) + i))),
        ];

    private static Dictionary<string, int> Expected(bool withLast)
    {
        var counts = Enumerable.Range(0, 10).ToDictionary(i => StreamNames.Visitor($"v{i}"), _ => 14);
        for (var i = 0; i < 4; i++)
            counts[StreamNames.Visitor($"by marten {i}")] = 20;
        if (withLast)
            counts[StreamNames.Visitor("last")] = 1;
        return counts;
    }

    private static async Task AppendTenTimes(DocumentStore store, Site site, string visitor)
    {
        for (var i = 0; i < 10; i++)
            await store.Append(site, StreamNames.Visitor(visitor), $"{visitor} {i} a", $"{visitor} {i} b");
    }

    private static async Task<Dictionary<string, int>> Counts(DocumentStore store, Site site)
    {
        await using var session = store.QuerySession(site.Name);
        return (await session.Query<Seen>().ToListAsync()).ToDictionary(it => it.Id, it => it.Interactions);
    }

    private async Task<DocumentStore> Store()
    {
        // The first step of the projection takes a default away that hosts of old versions need.
        await Until(async () =>
            await Scalar("select coalesce(max(generation), 0)::bigint from journey.progress where name = 'journeys'")
            > 0
        );
        var before = await Schema();
        var store = engine.Marten(options =>
        {
            options.AutoCreateSchemaObjects = JasperFx.AutoCreate.CreateOrUpdate;
            options.Schema.For<Seen>().MultiTenanted().DatabaseSchemaName("beside").DocumentAlias("seen");
            options.Projections.Add(new SeenProjection(), ProjectionLifecycle.Async);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await Schema()).Should().Equal(before);
        return store;
    }

    /// <summary>Takes numbers of the log in a transaction that is rolled back.</summary>
    private async Task Burn(int numbers)
    {
        await using var connection = await engine.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select nextval('journey.mt_events_sequence') from generate_series(1, {numbers})";
        await command.ExecuteNonQueryAsync();
        await transaction.RollbackAsync();
    }

    /// <summary>Holds an event of the same id uncommitted, so the engine's append waits for it after it has taken its
    /// number.</summary>
    private static async Task Occupy(NpgsqlConnection connection, Site site, string messageId)
    {
        await using var command = new NpgsqlCommand(
            """
            with stream as (insert into journey.mt_streams (tenant_id, id, version) values ($1, 'other', 1))
            insert into journey.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            values (nextval('journey.mt_events_sequence'), $2, 'other', 1, '{}', 'other', now(), $1, false)
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site.Name });
        command.Parameters.Add(new() { Value = FactIds.Of(site.Name, messageId) });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> Scalar(string sql)
    {
        await using var command = engine.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<List<string>> Schema()
    {
        await using var command = engine.Database.CreateCommand(
            """
            select 'column ' || concat_ws(' ', table_name, column_name, ordinal_position, data_type, is_nullable, column_default) from information_schema.columns where table_schema = 'journey'
            union all select 'index ' || indexdef from pg_indexes where schemaname = 'journey'
            union all select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'journey'::regnamespace
            union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'journey'::regnamespace
            union all select 'sequence ' || sequence_name from information_schema.sequences where sequence_schema = 'journey'
            order by 1
            """
        );
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            waited.Elapsed.Should().BeLessThan(Patience);
            await Task.Delay(50);
        }
    }
}
