using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Marten;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>The append statement writes into Marten's own tables; Marten must never notice.</summary>
[Collection(HostTests.Name)]
public class marten_reads_what_the_engine_appended(EngineFixture engine)
{
    public sealed record Count(string Id, int Interactions)
    {
        public static Count Create(InteractionRecorded first) => new(first.MessageId, 1);

        public Count Apply(InteractionRecorded next) => this with { Interactions = Interactions + 1 };
    }

    [Fact]
    public async Task as_streams_and_aggregates_without_a_gap()
    {
        var site = await engine.NewSite();
        for (var i = 0; i < 5; i++)
            await site.Accepted(Calls.Page("v", "home", Calls.Noon.AddDays(i)), Calls.Page("w", "home", Calls.Noon));
        await using var store = DocumentStore.For(Configure);
        await using var session = store.LightweightSession(site.Name);

        var stream = await session.Events.FetchStreamAsync(StreamNames.Visitor("v"));
        var state = await session.Events.FetchStreamStateAsync(StreamNames.Visitor("v"));
        var count = await session.Events.AggregateStreamAsync<Count>(StreamNames.Visitor("v"));

        stream.Select(it => it.Version).Should().Equal(1, 2, 3, 4, 5);
        stream
            .Select(it => ((InteractionRecorded)it.Data).OccurredAt)
            .Should()
            .Equal(Enumerable.Range(0, 5).Select(i => Calls.Noon.AddDays(i)));
        state!.Version.Should().Be(5);
        count!.Interactions.Should().Be(5);
    }

    [Fact]
    public async Task before_appending_to_the_same_stream_itself()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await using var store = DocumentStore.For(Configure);
        await using (var session = store.LightweightSession(site.Name))
        {
            session.Events.Append(
                StreamNames.Visitor("v"),
                new InteractionRecorded(
                    "by marten",
                    "page",
                    "blog",
                    null,
                    null,
                    null,
                    Calls.Noon.AddDays(1),
                    Calls.Noon
                )
            );
            await session.SaveChangesAsync();
        }

        await site.Accepted(Calls.Page("v", "files", Calls.Noon.AddDays(2)));

        ((int)(await site.Get("/v1/visitors/v"))["visits"]!).Should().Be(3);
        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visits"]!).Should().Be(3);
        // Retention takes facts away from a stream's beginning: no gap from the first that is left to the last.
        await using var command = engine.Database.CreateCommand(
            """
            select count(*) from journey.mt_streams s where version <> (select max(version) from journey.mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id)
            or version <> (select min(version) - 1 + count(*) from journey.mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id)
            """
        );
        (await command.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Fact]
    public async Task with_reports_that_skip_sequence_numbers_rolled_back()
    {
        var site = await engine.NewSite();
        await using (var connection = await engine.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await Append(connection, site, "lost");
            await transaction.RollbackAsync();
        }

        await site.Accepted(Calls.Page("v", "home", Calls.Noon));

        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(1);
    }

    /// <summary>However long it takes, an event that may still be committed is waited for.</summary>
    [Fact]
    public async Task with_reports_that_wait_for_uncommitted_sequence_numbers()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await site.Get("/v1/reports/returns?wait=true");
        await using (var connection = await engine.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await Append(connection, site, "slow");
            await site.Accepted(Calls.Page("w", "home", Calls.Noon));

            await Task.Delay(TimeSpan.FromSeconds(4));
            ((int)(await site.Get("/v1/reports/returns"))["visitors"]!)
                .Should()
                .Be(1, "what follows the open transaction's event waits for it");
            ((int)(await site.Get("/v1/visitors/w"))["visits"]!)
                .Should()
                .Be(1, "but a visitor's own newest events count at once");
            await transaction.CommitAsync();
        }

        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(3);
    }

    private static async Task Append(NpgsqlConnection connection, Site site, string visitor)
    {
        var fact = new InteractionRecorded(visitor, "page", "home", null, null, null, Calls.Noon, Calls.Noon);
        await using var command = new NpgsqlCommand(
            """
            select journey.append_facts(array[$1]::varchar[], array[$2]::varchar[], array[1]::bigint[],
                array[$1]::varchar[], array[$2]::varchar[], array[1], array[0]::bigint[], array[$3], array['interaction_recorded']::varchar[], array[$4::jsonb], array[$1]::varchar[], array[''::bytea])
            """,
            connection
        );
        command.Parameters.Add(new() { Value = site.Name });
        command.Parameters.Add(new() { Value = StreamNames.Visitor(visitor) });
        command.Parameters.Add(new() { Value = FactIds.Of(site.Name, visitor) });
        command.Parameters.Add(new() { Value = FactJson.Write(fact) });
        await command.ExecuteScalarAsync();
    }

    private void Configure(StoreOptions options)
    {
        options.Connection(engine.ConnectionString);
        LogModule.Configure(options);
        options.AutoCreateSchemaObjects = JasperFx.AutoCreate.None;
    }
}
