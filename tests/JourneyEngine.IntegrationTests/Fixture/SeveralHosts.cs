using JourneyEngine.Host.Postgres;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.IntegrationTests;

/// <summary>A server of one's own, with databases of the events and of the erase ledger, for hosts that share
/// them.</summary>
public sealed class SeveralHosts : IAsyncLifetime
{
    public const string Secret = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    private readonly string _folder = TemporaryFolder.New();
    private readonly string _keys = KeyEncryptionKeys.New("1");
    private EmbeddedPostgres? _postgres;

    public string KeyStore => Path.Combine(_folder, "vault", "keys.db");

    /// <summary>As ops/runbooks/erasure.md makes it.</summary>
    public string Ledger =>
        new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(_folder))
        {
            Database = "erasures",
            Username = "erasures",
            Password = "...",
        }.ConnectionString;

    public string Events(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString) { Database = database }.ConnectionString;

    /// <summary>What hosts on one database have in common.</summary>
    public Dictionary<string, string> Common(string ledger, string secret = Secret) =>
        new() { ["JOURNEY_SECRET"] = secret, ["JOURNEY_ERASURES"] = ledger };

    /// <summary>The same with the vault of the first database.</summary>
    public Dictionary<string, string> WithVault(string ledger) =>
        new(Common(ledger))
        {
            ["JOURNEY_VAULT_DB"] = _postgres!.VaultConnectionString,
            ["JOURNEY_VAULT_KEYSTORE"] = KeyStore,
            ["JOURNEY_VAULT_KEYS"] = _keys,
        };

    /// <returns>Its name.</returns>
    public async Task<string> NewDatabase()
    {
        var name = "events_" + Guid.NewGuid().ToString("N")[..8];
        await Embedded.Run(Embedded.AsSuperuser(_folder), $"create database {name} owner journey");
        return name;
    }

    public async Task InitializeAsync()
    {
        _postgres = await Embedded.Start(_folder);
        foreach (var statement in Runbook.Sql("erasure.md"))
            await Embedded.Run(Embedded.AsSuperuser(_folder), statement);
    }

    public async Task DisposeAsync()
    {
        await _postgres!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
