using JourneyEngine.Vault;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Details;

public sealed class the_host_starts_with_a_new_vault_key : IDisposable
{
    private const int Many = 20;
    private readonly string _folder = TemporaryFolder.New();
    private readonly (string First, string Second) _keys = (KeyEncryptionKeys.New("1"), KeyEncryptionKeys.New("2"));
    private readonly List<DataSubject> _owners = [.. Enumerable.Range(0, Many).Select(_ => OneVault.NewOwner())];

    private string KeyFile => Path.Combine(_folder, "vault", "keys.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task to_rewrap_every_visitor_s_key_and_the_old_one_can_go()
    {
        List<byte[]> wrapped;
        await using (await Host(_keys.First))
        {
            foreach (var owner in _owners)
                (await With(_keys.First, it => it.Told(owner, DeclaredField.Email, "mira@example.org")))
                    .Should()
                    .BeTrue();
            wrapped = Wrapped("1");
        }

        await using (var host = await Host($"{_keys.Second},{_keys.First}"))
        {
            await Eventually.Sees(
                () => Task.FromResult(host.Output),
                it =>
                    it.Contains($"{Many} visitors' keys were wrapped anew, and none is left", StringComparison.Ordinal)
            );
            host.Output.Should().NotContain(_keys.First[2..]).And.NotContain(_keys.Second[2..]);
            Wrapped("2").Should().HaveCount(Many);
        }

        await using (await Host(_keys.Second))
        {
            (await With(_keys.Second, it => it.Known(_owners[0]))).Should().Contain("email", "mira@example.org");
            var before = () => (Task)With(_keys.First, it => it.Known(_owners[0]));
            (await before.Refused()).Message.Should().Contain("'2' is not among those that are configured");
        }

        wrapped.Should().HaveCount(Many);
        var bytes = Directory.EnumerateFiles(Path.GetDirectoryName(KeyFile)!).SelectMany(File.ReadAllBytes).ToArray();
        wrapped
            .Should()
            .AllSatisfy(it =>
                bytes.AsSpan().IndexOf(it.AsSpan(0, 16)).Should().Be(-1, "what the old key opens is gone from the file")
            );
    }

    private Task<HostProcess> Host(string keys) =>
        HostProcess.Start(_folder, database: null, environment: new() { ["JOURNEY_VAULT_KEYS"] = keys });

    private async Task<T> With<T>(string keys, Func<DetailVault, Task<T>> work)
    {
        await using var database = NpgsqlDataSource.Create(OneVault.As(_folder, "vault"));
        return await work(new DetailVault(database, new KeyStore(KeyFile, KeyEncryptionKeys.Parse(keys))));
    }

    private List<byte[]> Wrapped(string key)
    {
        using var connection = new SqliteConnection($"Data Source={KeyFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select wrapped from keys where kek = '{key}'";
        using var reader = command.ExecuteReader();
        var rows = new List<byte[]>();
        while (reader.Read())
            rows.Add(reader.GetFieldValue<byte[]>(0));
        return rows;
    }
}
