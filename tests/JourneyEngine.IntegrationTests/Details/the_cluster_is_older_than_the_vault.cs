using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Details;

public sealed class the_cluster_is_older_than_the_vault : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task in_which_case_the_vault_s_role_is_created()
    {
        await using (await Embedded.Start(_folder))
            await Embedded.Run(
                OneVault.As(_folder, "superuser"),
                "drop schema vault cascade; revoke all on database journey from journey_vault; drop role journey_vault"
            );
        Forget();
        await Works();
    }

    /// <remarks>As after a host of before the vault was started on it once more.</remarks>
    [Fact]
    public async Task with_a_lost_role_password_and_the_vault_works_again()
    {
        await (await Embedded.Start(_folder)).StopAsync();
        Forget();
        await Works();
        await Works();
    }

    /// <remarks>The engine's role may make a schema of any name in its database.</remarks>
    [Fact]
    public async Task with_a_schema_of_the_engine_s_role_that_is_taken_over()
    {
        await using (await Embedded.Start(_folder))
        {
            await Embedded.Run(OneVault.As(_folder, "superuser"), "drop schema vault cascade");
            await Embedded.Run(
                OneVault.As(_folder, "engine"),
                "create schema vault; grant all on schema vault to journey_reader"
            );
        }

        await Works();
    }

    private async Task Works()
    {
        await using var postgres = await Embedded.Start(_folder);
        await using var database = NpgsqlDataSource.Create(OneVault.As(_folder, "vault"));
        var vault = new DetailVault(
            database,
            new KeyStore(Path.Combine(_folder, "vault", "keys.db"), KeyEncryptionKeys.Parse(KeyEncryptionKeys.New("1")))
        );
        await vault.Ping(default);
        foreach (var role in new[] { "engine", "reader" })
        {
            var looking = () => Embedded.Ask<long>(OneVault.As(_folder, role), "select count(*) from vault.details");
            (await looking.Should().ThrowAsync<Npgsql.PostgresException>())
                .Which.SqlState.Should()
                .Be(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private void Forget()
    {
        var document = Embedded.Document(_folder).AsObject();
        document.Remove("vault").Should().BeTrue();
        File.WriteAllText(Path.Combine(_folder, "postgres.json"), ((JsonNode)document).ToJsonString());
    }
}
