using System.Net;
using System.Net.Sockets;
using JourneyEngine.IntegrationTests.Host;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Erasure;

public sealed class a_backup_with_erased_visitors_is_restored : IAsyncLifetime
{
    private static readonly string Gone = "gone" + Guid.NewGuid().ToString("N")[..12];
    private static readonly string Kept = "kept" + Guid.NewGuid().ToString("N")[..12];

    private readonly OwnHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task without_serving_anything_of_them_again()
    {
        await _host.Start();
        await _host.Site.Put("/v1/notice", Marked.Notice);
        await _host.Site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await _host.Site.PutHero("uniform", "a", "b");
        var (gone, kept) = (new Marked(_host.Site, Gone), new Marked(_host.Site, Kept));
        await gone.BeEverywhere();
        await kept.BeEverywhere();
        await _host.Site.Get("/v1/reports/returns?wait=true");
        await RequireFound(Gone, "journey.mt_events", "journey.mt_streams", "journey.journeys", "journey.quarantine");
        await RequireFound(Kept, "journey.mt_events", "journey.mt_streams", "journey.journeys", "journey.quarantine");
        (await Details()).Should().Be(4, "each left two of the four");

        await _host.Stop();
        var database = _host.BackUp();
        var keys = _host.KeyFile + ".backup";
        File.Copy(_host.KeyFile, keys);
        await _host.Start();
        gone = new Marked(_host.Site, Gone);
        var appends = Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => _host.Site.Batch(gone.Calls(100 + (10 * i), 10)))
        );
        await _host.Site.Erase(gone.Visitor);
        await appends;
        await RequireGone(gone, "it was erased");

        await _host.Stop();
        _host.Restore(database);
        await _host.Start();
        await RequireGone(new Marked(_host.Site, Gone), "the database was restored from before");
        _host.Log.Should().NotContain(Gone);

        await _host.Stop();
        File.Copy(keys, _host.KeyFile, overwrite: true);
        Keys().Should().Be(2);
        await _host.Start();
        Keys().Should().Be(1, "the key of the erased is destroyed again");
        await RequireGone(new Marked(_host.Site, Gone), "the keys were restored from before");

        await _host.Stop();
        foreach (var word in new[] { Gone, Kept })
            _host.Log.Should().NotContain(word, "a log names nobody");
        Directory.Delete(database, recursive: true);
    }

    [Fact]
    public async Task while_the_port_stays_closed_until_they_are_erased_again()
    {
        await _host.Start();
        await _host.Site.Accepted([.. new Marked(_host.Site, Gone).Calls(0, 3)]);
        await _host.Site.Erase(Gone + "-visitor");
        await _host.Kill();
        await using var database = _host.Database();
        await using var connection = await database.OpenConnectionAsync();
        await Run(
            connection,
            $"delete from journey.closed; insert into journey.mt_streams (tenant_id, id, version) values ('demo', "
                + $"'visitor/{Gone}-visitor', 0)"
        );
        await Run(connection, "begin; select from journey.progress for update");
        var port = HostProcess.FreePort();

        var starting = HostProcess.Start(_host.Folder, null, port);
        for (var waited = 0; waited < 10; waited += await IsWaiting(database) ? 1 : 0)
        {
            starting.IsCompleted.Should().BeFalse();
            IsOpen(port).Should().BeFalse("who must be forgotten is still there");
            await Task.Delay(100);
        }

        await Run(connection, "commit");
        await using var host = await starting;
        (await Scan.Tables(database, Gone)).Should().BeEmpty();
    }

    private async Task RequireFound(string word, params string[] tables)
    {
        await using var database = _host.Database();
        (await Scan.Tables(database, word)).Select(it => it.Split(':')[0]).Should().Contain(tables);
    }

    private async Task RequireGone(Marked gone, string why)
    {
        foreach (var receipt in await Site.Receipts(await _host.Site.Batch(gone.Calls(0, 12))))
            receipt.Key.Should().Be("refused", why);
        foreach (
            var path in new[]
            {
                $"/v1/visitors/{gone.Visitor}",
                $"/v1/visitors/{gone.Visitor}/events",
                $"/v1/visitors/{Gone}-user",
            }
        )
            (await _host.Site.Ask(path)).StatusCode.Should().Be(HttpStatusCode.NotFound, why);
        await _host.Site.Get("/v1/reports/returns?wait=true");
        await using (var database = _host.Database())
            (await Scan.Tables(database, Gone)).Should().BeEmpty(why);
        (await Details()).Should().Be(2, why);
        // What was sent has left the engine, as the question whether an address is theirs; in development it lies there.
        if (Path.Combine(_host.Folder, "outbox") is var outbox && Directory.Exists(outbox))
            Directory.Delete(outbox, recursive: true);
        var control = Path.Combine(_host.Folder, "control");
        await File.WriteAllTextAsync(control, "..." + Gone);
        Scan.Files(_host.Folder, Gone, IsDatabase).Should().Equal([control], why);
        File.Delete(control);
        Scan.Files(_host.Folder, gone.Email)
            .Should()
            .BeEmpty("no detail is ever written in plain text, not even to the log of the database");
        await RequireFound(Kept, "journey.mt_events", "journey.journeys", "journey.quarantine");
    }

    /// <remarks>Pages and log of the database keep bytes of deleted rows for a while; no query sees them.</remarks>
    private bool IsDatabase(string file) => file.StartsWith(Embedded.Folder(_host.Folder), StringComparison.Ordinal);

    private async Task<long> Details()
    {
        await using var database = _host.Database();
        await using var command = database.CreateCommand("select count(*) from vault.details");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private long Keys()
    {
        using var connection = new SqliteConnection($"Data Source={_host.KeyFile};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from keys";
        return (long)command.ExecuteScalar()!;
    }

    private static bool IsOpen(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>For the row that is held.</summary>
    private static async Task<bool> IsWaiting(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = "
                + "'Lock')"
        );
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Run(NpgsqlConnection connection, string statements)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }
}
