using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>On an empty database.</summary>
public sealed class two_hosts_start_at_once(SeveralHosts hosts) : IClassFixture<SeveralHosts>
{
    [Fact]
    public async Task with_two_secrets_of_which_one_holds_and_the_other_is_told()
    {
        var events = hosts.Events(await hosts.NewDatabase());
        var ledger = Path.Combine(TemporaryFolder.New(), "shared.ledger");

        var starting = new[] { SeveralHosts.Secret, Convert.ToBase64String(new byte[32]) }
            .Select(it => HostProcess.Start(TemporaryFolder.New(), events, environment: hosts.Common(ledger, it)))
            .ToArray();
        await Task.WhenAll(starting).ContinueWith(_ => { }, TaskScheduler.Default);

        starting
            .Single(it => it.IsFaulted)
            .Exception!.InnerException!.Message.Should()
            .Contain("The secret of this host is another one");
        await using var host = await starting.Single(it => it.IsCompletedSuccessfully);
    }

    /// <remarks>With the settings that the page names, and no other.</remarks>
    [Fact]
    public async Task as_the_runbook_says_and_share_all_of_it()
    {
        var events = hosts.Events("journey");
        var common = hosts.WithVault(hosts.Ledger);
        Runbook.Settings("several-hosts.md").Should().Contain(common.Keys);
        var folders = new[] { TemporaryFolder.New(), TemporaryFolder.New() };

        var started = await Task.WhenAll(folders.Select(it => HostProcess.Start(it, events, environment: common)));

        await using var first = started[0];
        await using var second = started[1];
        folders.Count(it => File.Exists(Path.Combine(it, "demo.keys.json"))).Should().Be(1);
        await using var database = NpgsqlDataSource.Create(events);
        await using var command = database.CreateCommand(
            "select (select count(*) from journey.keys), (select string_agg(part, ', ' order by part) from journey.identity)"
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        reader.GetInt64(0).Should().Be(3);
        reader.GetString(1).Should().Be("erase ledger, erase ledger kind, key store, schema, secret");
    }
}
