using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Log;

/// <summary>While numbers are missing in the log, because what took them was rolled back.</summary>
[Collection(HostTests.Name)]
public sealed class a_transaction_stays_open(EngineFixture engine)
{
    private const string TakeNumber = "select nextval('journey.mt_events_sequence')";

    [Theory]
    [InlineData(null)]
    [InlineData("postgres")]
    public async Task that_writes_elsewhere_and_holds_up_nobody(string? otherDatabase)
    {
        var site = await engine.NewSite();
        var there = new NpgsqlConnectionStringBuilder(engine.ConnectionString);
        there.Database = otherDatabase ?? there.Database;
        await using var database = NpgsqlDataSource.Create(there.ConnectionString);
        await using var elsewhere = await database.OpenConnectionAsync();
        await using var open = await elsewhere.BeginTransactionAsync();
        await Run(elsewhere, "create temporary table of_somebody_else (it int)");
        await using (var lost = engine.Database.CreateCommand(TakeNumber))
            await lost.ExecuteScalarAsync();

        await site.Accepted(Calls.Page("v", "home", Calls.Noon));

        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(1);
        await site.Erase("v");
    }

    [Fact]
    public async Task that_holds_a_number_and_is_named()
    {
        var site = await engine.NewSite();
        var named = new NpgsqlConnectionStringBuilder(engine.ConnectionString) { ApplicationName = "a nightly job" };
        await using var database = NpgsqlDataSource.Create(named.ConnectionString);
        await using var holder = await database.OpenConnectionAsync();
        await using (var open = await holder.BeginTransactionAsync())
        {
            await Run(holder, TakeNumber);
            await site.Accepted(Calls.Page("v", "home", Calls.Noon));

            var waits = await Eventually.Sees(
                async () => (await Ready(site))["waitsFor"] as JsonArray ?? [],
                it => it.Count > 0
            );

            ((string)waits.Single()!["application"]!).Should().Be("a nightly job");
            ((string)waits.Single()!["state"]!).Should().Be("idle in transaction");
            ((int)waits.Single()!["process"]!).Should().Be(holder.ProcessID);
        }

        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(1);
    }

    private static async Task<JsonObject> Ready(Site site) =>
        (await (await site.Send(HttpMethod.Get, "/health/ready", null, null)).Content.ReadFromJsonAsync<JsonObject>())!;

    private static async Task Run(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
