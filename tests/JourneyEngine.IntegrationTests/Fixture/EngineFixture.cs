using JourneyEngine.Host.Postgres;
using JourneyEngine.Sites;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace JourneyEngine.IntegrationTests;

/// <summary>A real PostgreSQL and a real host for tests that do not harm them; each test has a site of its
/// own.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly string _folder = TemporaryFolder.New();
    private EmbeddedPostgres? _postgres;
    private HostProcess? _host;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public string ConnectionString => _postgres!.ConnectionString;

    /// <summary>As a BI tool connects.</summary>
    public string BiConnectionString => _postgres!.BiConnectionString;

    public HostProcess Host => _host!;

    /// <summary>What another host needs to know visitors by the same marks.</summary>
    public string Secret => File.ReadAllText(Path.Combine(_folder, "secret.key")).Trim();

    /// <summary>Another host on the same database, with all in common that hosts must have, as an operator adds
    /// one.</summary>
    /// <param name="environment">Variables besides these, or in their place.</param>
    public Task<HostProcess> Another(
        string? folder = null,
        int? port = null,
        Dictionary<string, string>? environment = null
    ) =>
        HostProcess.Start(
            folder ?? TemporaryFolder.New(),
            ConnectionString,
            port,
            new(CommonSettings.Where(it => environment?.ContainsKey(it.Key) != true).Concat(environment ?? []))
        );

    /// <summary>The settings that all hosts on one database have in common.</summary>
    public Dictionary<string, string> CommonSettings =>
        new()
        {
            ["JOURNEY_VAULT_DB"] = _postgres!.VaultConnectionString,
            ["JOURNEY_VAULT_KEYSTORE"] = Path.Combine(_folder, "vault", "keys.db"),
            ["JOURNEY_VAULT_KEYS"] = File.ReadAllText(Path.Combine(_folder, "vault.keys")).Trim(),
            ["JOURNEY_SECRET"] = Secret,
            ["JOURNEY_ERASURES"] = Path.Combine(_folder, "erasures.ledger"),
        };

    public async Task InitializeAsync()
    {
        _postgres = await EmbeddedPostgres.StartAsync(_folder, NullLogger.Instance, CancellationToken.None);
        Database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        _host = await HostProcess.Start(
            _folder,
            _postgres.ConnectionString,
            environment: new() { ["JOURNEY_VAULT_DB"] = _postgres.VaultConnectionString }
        );
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A fresh site on the shared host, or on another one at an address.</summary>
    /// <param name="name">Of a site whose draws must be the same in every run: they depend on its name. null for any
    /// other.</param>
    public async Task<Site> NewSite(Uri? address = null, string? name = null)
    {
        name ??= "site-" + Guid.NewGuid().ToString("N")[..12];
        var keys = new SiteKeys(Database, TimeProvider.System);
        return new Site(
            name,
            address ?? Host.Address,
            await keys.Issue(name, KeyScope.Write, default),
            await keys.Issue(name, KeyScope.Read, default),
            await keys.Issue(name, KeyScope.Admin, default)
        );
    }
}
