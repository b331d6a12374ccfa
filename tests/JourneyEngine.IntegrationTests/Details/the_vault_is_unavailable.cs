using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Details;

[Collection(VaultTests.Name)]
public sealed class the_vault_is_unavailable(OneVault one) : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();
    private readonly DataSubject _owner = OneVault.NewOwner();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Password", "wrong-password", "28P01")]
    [InlineData("Database", "postgres_", "3D000")]
    [InlineData("Port", "1", "NpgsqlException")]
    [InlineData("Username", "postgres_", "28P01")]
    public async Task because_of_a_wrong_connection_that_is_reported_without_secrets(
        string key,
        string value,
        string why
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(one.As("vault")) { [key] = value };
        await using var database = NpgsqlDataSource.Create(settings.ConnectionString);
        var vault = new DetailVault(database, new KeyStore(one.KeyFile, KeyEncryptionKeys.Parse(one.Keys)));

        foreach (var refused in await RefusedAll(vault))
        {
            refused.Message.Should().Be($"The vault's database cannot be reached ({why}).");
            refused
                .ToString()
                .Should()
                .NotContain(settings.Password)
                .And.NotContain("mira@")
                .And.NotContain(_owner.Visitor);
        }
    }

    [Theory]
    [InlineData("engine")]
    [InlineData("superuser")]
    public async Task because_it_is_opened_with_a_role_other_than_its_own(string role)
    {
        await using var database = NpgsqlDataSource.Create(one.As(role));
        await RefusedAll(new DetailVault(database, new KeyStore(one.KeyFile, KeyEncryptionKeys.Parse(one.Keys))));
    }

    [Fact]
    public async Task while_collection_goes_on_until_its_role_can_log_in_again()
    {
        var site = await one.NewSite();
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        await Embedded.Run(one.As("superuser"), "alter role journey_vault nologin");
        await Embedded.Run(
            one.As("superuser"),
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'journey_vault'"
        );
        try
        {
            await RefusedAll(one.Vault);
            await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        }
        finally
        {
            await Embedded.Run(one.As("superuser"), "alter role journey_vault login");
        }

        (await one.Vault.Known(_owner)).Should().Contain("email", "mira@example.org");
    }

    [Fact]
    public async Task while_its_key_file_is_missing_and_nothing_is_half_stored()
    {
        var owner = OneVault.NewOwner();
        await one.Vault.Told(owner, DeclaredField.Email, "mira@example.org");
        File.Move(one.KeyFile, one.KeyFile + ".away");
        try
        {
            (await RefusedAll(one.Vault)).Should().AllSatisfy(it => it.Message.Should().Contain("(SQLite 14)"));
        }
        finally
        {
            File.Move(one.KeyFile + ".away", one.KeyFile);
        }

        (await one.Rows(_owner, "owners", "details", "shredded")).Should().Be(0, "nothing is half done");
        (await one.Vault.Known(owner)).Should().Contain("email", "mira@example.org");
    }

    [Theory]
    [InlineData(
        "JOURNEY_VAULT_DB",
        "postgres://journey_vault:hush-hush@127.0.0.1/journey",
        "JOURNEY_VAULT_DB is not a connection string"
    )]
    [InlineData(
        "JOURNEY_VAULT_DB",
        "Host=127.0.0.1;Port=1;Username=journey_vault;Password=hush-hush",
        "The vault's database cannot be reached"
    )]
    [InlineData("JOURNEY_VAULT_KEYS", "1:hush-hush", "A key of the vault is 'id:base64'")]
    [InlineData("JOURNEY_VAULT_KEYSTORE", "/dev/null/keys.db", "The store of the vault's keys cannot be reached")]
    public async Task from_the_start_while_the_host_collects_and_logs_the_reason(
        string variable,
        string value,
        string said
    )
    {
        await using var host = await HostProcess.Start(
            _folder,
            one.As("engine"),
            environment: new()
            {
                ["JOURNEY_SECRET"] = File.ReadAllText(Path.Combine(one.Folder, "secret.key")),
                ["JOURNEY_ERASURES"] = Path.Combine(one.Folder, "erasures.ledger"),
                ["JOURNEY_VAULT_DB"] = one.As("vault"),
                ["JOURNEY_VAULT_KEYS"] = one.Keys,
                ["JOURNEY_VAULT_KEYSTORE"] = one.KeyFile,
                [variable] = value,
            }
        );
        await (await one.NewSite(host.Address)).Accepted(Calls.Page("v", "home", Calls.Noon));
        await Eventually.Sees(() => Task.FromResult(host.Output), it => it.Contains(said, StringComparison.Ordinal));
        host.Output.Should().NotContain("hush-hush");
    }

    private async Task<List<VaultUnavailableException>> RefusedAll(DetailVault vault)
    {
        Func<Task>[] asking =
        [
            () => vault.Ping(default),
            () => vault.Told(_owner, DeclaredField.Email, "mira@example.org"),
            () => vault.Read(_owner, default),
            () => vault.Use(_owner.Site, _owner.Mark, "email", "updates", OneVault.Noon, default),
            () => vault.Shred(_owner.Site, _owner.Mark, OneVault.Noon, default),
        ];
        var refused = new List<VaultUnavailableException>();
        foreach (var ask in asking)
            refused.Add(await ask.Refused());
        return refused;
    }
}
