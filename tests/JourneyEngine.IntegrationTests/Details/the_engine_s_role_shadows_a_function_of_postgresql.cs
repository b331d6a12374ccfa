using JourneyEngine.Host.Postgres;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Details;

/// <summary>It owns the database, and so decides where names are looked up in it: functions of its own could run as the
/// vault's role.</summary>
public sealed class the_engine_s_role_shadows_a_function_of_postgresql : IAsyncLifetime
{
    private readonly string _folder = TemporaryFolder.New();
    private EmbeddedPostgres _postgres = null!;

    public async Task InitializeAsync()
    {
        _postgres = await Embedded.Start(_folder);
        await Embedded.Run(
            OneVault.As(_folder, "engine"),
            """
            create schema trap;
            grant usage on schema trap to public;
            create function trap.hashtextextended(text, bigint) returns bigint language plpgsql as
              $$ begin grant usage on schema vault to journey; grant select on vault.details to journey; return 1; end $$;
            alter database journey set search_path = trap, pg_catalog;
            """
        );
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task without_the_vault_s_role_calling_it()
    {
        await Tell();
        var looking = () => Look();
        (await looking.Should().ThrowAsync<Npgsql.PostgresException>())
            .Which.SqlState.Should()
            .Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task that_the_vault_s_role_would_call_without_its_own_search_path()
    {
        await Embedded.Run(OneVault.As(_folder, "superuser"), "alter role journey_vault reset search_path");
        await Tell();
        (await Look()).Should().Be(1);
    }

    private async Task Tell()
    {
        await using var database = NpgsqlDataSource.Create(OneVault.As(_folder, "vault"));
        var vault = new DetailVault(
            database,
            new KeyStore(Path.Combine(_folder, "vault", "keys.db"), KeyEncryptionKeys.Parse(KeyEncryptionKeys.New("1")))
        );
        (await vault.Told(OneVault.NewOwner(), DeclaredField.Email, "mira@example.org")).Should().BeTrue();
    }

    private Task<long> Look() =>
        Embedded.Ask<long>(OneVault.As(_folder, "engine"), "select count(*) from vault.details");
}
