using JourneyEngine.Host.Postgres;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>Two servers, of the events and of the erase ledger, a host on them, and its backups, all as the runbooks say
/// it.</summary>
public sealed class ServersOfOnesOwn : IAsyncDisposable
{
    private readonly string _folder = TemporaryFolder.New();
    private EmbeddedPostgres? _events;
    private EmbeddedPostgres? _ledger;

    public string Data => At("data");

    public string Backups => At("backups");

    public string At(string name) => Path.Combine(_folder, name);

    private string Ledger => As("ledger", "erasures", "erasures", "...").ConnectionString;

    public async Task Start()
    {
        (_events, _ledger) = (await Started("events"), await Started("ledger"));
        foreach (var statement in Runbook.Sql("erasure.md"))
            await Embedded.Run(Embedded.AsSuperuser(At("ledger")), statement);
        foreach (var statement in Runbook.Sql("backup.md"))
            await Embedded.Run(Embedded.AsSuperuser(At("events")), statement);
        await File.WriteAllTextAsync(At("pgpass"), "*:*:*:*:...\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At("pgpass"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public Task<HostProcess> Host(string data) =>
        HostProcess.Start(
            data,
            _events!.ConnectionString,
            environment: new() { ["JOURNEY_ERASURES"] = Ledger, ["JOURNEY_VAULT_DB"] = _events.VaultConnectionString }
        );

    public async Task<string> Replayed(HostProcess host)
    {
        var (code, said, error) = await Cli.JourneyProgram.Run(
            host.Address,
            _events!.ConnectionString,
            "replay",
            "journeys"
        );
        return code == 0 ? said : error;
    }

    public Task<(int ExitCode, string Said)> Backup(string verb, bool withLedger = true) =>
        OpsScript.Run(
            new() { ["PGPASSFILE"] = At("pgpass") },
            "backup",
            [
                verb,
                "--to",
                Backups,
                "--data",
                Data,
                "--db",
                Libpq(As("events", "postgres", "journey_backup", "")),
                .. withLedger
                    ? ["--ledger-db", Libpq(As("ledger", "erasures", "erasures", ""))]
                    : Array.Empty<string>(),
            ]
        );

    /// <summary>The events with their server, and the ledger's lines.</summary>
    public async Task Destroy()
    {
        await _events!.DisposeAsync();
        Directory.Delete(At("events/postgres/data"), recursive: true);
        await Embedded.Run(Ledger, "drop schema erasures cascade");
    }

    public Task ForgetLastErasure() =>
        Embedded.Run(Ledger, "delete from erasures.ledger where line = (select max(line) from erasures.ledger)");

    public async Task<string> Restore(string data)
    {
        var cluster = At("events/postgres/data");
        var (code, said) = await OpsScript.Run(
            new() { ["JOURNEY_ERASURES"] = Ledger },
            "restore",
            ["--from", Backups, "--into", data, "--cluster", cluster, "--owner", Owner()]
        );
        code.Should().Be(0, said);
        _events = await Started("events");
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _events, _ledger })
            if (server is not null)
                await server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <remarks>PostgreSQL does not run as root.</remarks>
    private static string Owner() =>
        Environment.UserName != "root" ? Environment.UserName
        : File.ReadLines("/etc/passwd").Any(it => it.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    private Task<EmbeddedPostgres> Started(string name)
    {
        Directory.CreateDirectory(At(name));
        return Embedded.Start(At(name));
    }

    private NpgsqlConnectionStringBuilder As(string server, string database, string user, string password) =>
        new(Embedded.AsSuperuser(At(server)))
        {
            Database = database,
            Username = user,
            Password = password,
        };

    private static string Libpq(NpgsqlConnectionStringBuilder it) =>
        $"host={it.Host} port={it.Port} user={it.Username} dbname={it.Database}";
}
