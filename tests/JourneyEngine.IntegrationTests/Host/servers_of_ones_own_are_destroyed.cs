using System.Net;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>By <c>ops/backup</c> and <c>ops/restore --cluster</c>, where both the events and the erase ledger are
/// databases that somebody else runs.</summary>
public sealed class servers_of_ones_own_are_destroyed : IAsyncLifetime
{
    private readonly ServersOfOnesOwn _servers = new();

    public Task InitializeAsync() => _servers.Start();

    public async Task DisposeAsync() => await _servers.DisposeAsync();

    [SkippableFact]
    public async Task after_a_backup_from_which_all_but_the_erased_come_back()
    {
        Skip.If(OperatingSystem.IsWindows(), "ops/backup needs bash.");
        var host = await _servers.Host(_servers.Data);
        var site = await Site.Demo(host, _servers.Data);
        foreach (var visitor in new[] { "stays", "erased-before", "erased-after" })
            await site.Accepted(Calls.Page(visitor, "pricing", Calls.Noon));
        await site.Erase("erased-before");
        await Kept("take");
        await site.Erase("erased-after");
        await Kept("apart");

        await host.Kill();
        await _servers.Destroy();
        var laidOut = await _servers.Restore(_servers.At("restored"));
        await using var restored = await _servers.Host(_servers.At("restored"));

        laidOut.Should().Contain("JOURNEY_DB").And.Contain("JOURNEY_ERASURES");
        restored.Output.Should().Contain("The erase ledger was moved: 3 lines");
        restored.Output.Should().Contain("1 erased visitors were in the database again");
        site = await Site.Demo(restored, _servers.At("restored"));
        (await Answer(site, "stays")).Should().Be(HttpStatusCode.OK);
        (await Answer(site, "erased-before")).Should().Be(HttpStatusCode.NotFound);
        (await Answer(site, "erased-after")).Should().Be(HttpStatusCode.NotFound);
        (await _servers.Replayed(restored)).Should().Contain("No difference");
    }

    [SkippableFact]
    public async Task whose_ledger_is_missed_where_nobody_names_it_and_stays_kept_where_it_goes_back_in_time()
    {
        Skip.If(OperatingSystem.IsWindows(), "ops/backup needs bash.");
        await using var host = await _servers.Host(_servers.Data);
        var site = await Site.Demo(host, _servers.Data);

        var unnamed = await _servers.Backup("apart", withLedger: false);
        unnamed.ExitCode.Should().Be(1, unnamed.Said);
        unnamed.Said.Should().Contain("There is no erase ledger at").And.Contain("--ledger-db");

        await site.Erase("somebody");
        await Kept("apart");
        var kept = await File.ReadAllTextAsync(Path.Combine(_servers.Backups, "ledger", "erasures.ledger"));
        await _servers.ForgetLastErasure();
        var shorter = await _servers.Backup("apart");
        shorter.ExitCode.Should().Be(1, shorter.Said);
        shorter.Said.Should().Contain("lacks erasures that are in");
        (await File.ReadAllTextAsync(Path.Combine(_servers.Backups, "ledger", "erasures.ledger"))).Should().Be(kept);
    }

    private async Task Kept(string verb)
    {
        var (code, said) = await _servers.Backup(verb);
        Skip.If(said.Contains("installed", StringComparison.Ordinal), said);
        code.Should().Be(0, said);
    }

    private static async Task<HttpStatusCode> Answer(Site site, string visitor) =>
        (await site.Ask($"/v1/visitors/{visitor}")).StatusCode;
}
