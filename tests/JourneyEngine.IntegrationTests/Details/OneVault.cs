using System.Security.Cryptography;
using System.Text;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Sites;
using JourneyEngine.Vault;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Details;

/// <summary>A host with its own PostgreSQL and vault, and a way into all of them; each test has a site of its
/// own.</summary>
public sealed class OneVault : IAsyncLifetime
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private HostProcess? _host;

    public string Folder { get; } = TemporaryFolder.New();

    public string Keys { get; } = KeyEncryptionKeys.New("1");

    public HostProcess Host => _host!;

    public string KeyFile => Path.Combine(Folder, "vault", "keys.db");

    public NpgsqlDataSource Database { get; private set; } = null!;

    public DetailVault Vault { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _host = await HostProcess.Start(Folder, database: null, environment: new() { ["JOURNEY_VAULT_KEYS"] = Keys });
        Database = NpgsqlDataSource.Create(As("vault"));
        Vault = Another();
        await Vault.Ping(default);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>As another host has it.</summary>
    public DetailVault Another() => new(Database, new KeyStore(KeyFile, KeyEncryptionKeys.Parse(Keys)));

    /// <summary>The connection string of the engine, the reader, the vault or the superuser.</summary>
    public string As(string role) => As(Folder, role);

    public static string As(string folder, string role)
    {
        var document = Embedded.Document(folder);
        return new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(folder))
        {
            Database = (string)document["database"]!,
            Username = (string)document[role]!["user"]!,
            Password = (string)document[role]!["password"]!,
        }.ConnectionString;
    }

    public static DataSubject NewOwner(string? site = null, string? visitor = null)
    {
        visitor ??= "anon-" + Guid.NewGuid().ToString("N");
        return new DataSubject(
            site ?? "site-" + Guid.NewGuid().ToString("N")[..12],
            visitor,
            SHA256.HashData(Encoding.UTF8.GetBytes(visitor))
        );
    }

    public async Task<Site> NewSite(Uri? address = null)
    {
        await using var engine = NpgsqlDataSource.Create(As("engine"));
        var (name, keys) = (NewOwner().Site, new SiteKeys(engine, TimeProvider.System));
        return new Site(
            name,
            address ?? Host.Address,
            await keys.Issue(name, KeyScope.Write, default),
            await keys.Issue(name, KeyScope.Read, default),
            await keys.Issue(name, KeyScope.Admin, default)
        );
    }

    public async Task<long> Rows(DataSubject owner, params string[] tables)
    {
        var sum = 0L;
        foreach (var table in tables)
            sum += await Embedded.Ask<long>(
                As("vault"),
                $"select count(*) from "
                    + $"vault.{table} where site = '{owner.Site}' and mark = '\\x{Convert.ToHexString(owner.Mark)}'"
            );
        return sum;
    }

    public long KeysOf(DataSubject owner) =>
        Ask<long>(
            $"select count(*) from keys where site = '{owner.Site}' and mark = x'{Convert.ToHexString(owner.Mark)}'"
        );

    public T Ask<T>(string query)
    {
        using var connection = new SqliteConnection($"Data Source={KeyFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (T)command.ExecuteScalar()!;
    }
}

[CollectionDefinition(Name)]
public sealed class VaultTests : ICollectionFixture<OneVault>
{
    public const string Name = "one vault";
}
