using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Http;
using JourneyEngine.Log;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Sites.Identity;

/// <summary>Secrets that a site's server shares with the engine, to prove with who is signed in. Made, rotated and ended
/// like keys.</summary>
/// <remarks>None is stored: each is made of the engine's own secret and a random id.</remarks>
public sealed class IdentitySecrets(
    NpgsqlDataSource database,
    ConfigurationCache cache,
    KeyDerivation keys,
    TimeProvider clock
)
{
    private readonly byte[] _key = keys.For("identity secrets");

    /// <param name="ExpiresAt">From when on nothing is proved with it; never where absent.</param>
    public sealed record Entry(string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

    /// <summary>Those of a site that hold.</summary>
    private sealed record Live(string[] Secrets);

    internal static Table Definition()
    {
        var table = LogModule.NewTable("identity_secrets");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("name", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("id", "uuid").NotNull();
        table.AddColumn("created_at", "timestamptz").NotNull();
        table.AddColumn("expires_at", "timestamptz");
        return table;
    }

    /// <returns>The secrets with which something can be proved now; what was changed through another host after a fifth
    /// of a second, what has expired after ten seconds.</returns>
    public async ValueTask<IReadOnlyList<string>> Of(string site, CancellationToken cancellation) =>
        (await cache.Recent<Live>(site, "identity secrets", true, _ => Read(site), cancellation))!.Secrets;

    /// <returns>In the order in which they were made.</returns>
    public async Task<IReadOnlyList<Entry>> All(string site, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select name, created_at, expires_at from journey.identity_secrets where site = $1 order by created_at, name"
        );
        command.Parameters.Add(new() { Value = site });
        var entries = new List<Entry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            entries.Add(
                new Entry(
                    reader.GetString(0),
                    reader.GetFieldValue<DateTimeOffset>(1),
                    await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetFieldValue<DateTimeOffset>(2)
                )
            );
        return entries;
    }

    /// <summary>Makes a secret, or changes until when one holds.</summary>
    /// <returns>The secret.</returns>
    public async Task<string> Put(string site, string name, DateTimeOffset? until, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            insert into journey.identity_secrets (site, name, id, created_at, expires_at) values ($1, $2, $3, $4, $5)
            on conflict (site, name) do update set expires_at = excluded.expires_at returning id
            """
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = Guid.NewGuid() });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(
            new()
            {
                Value = (object?)until?.ToUniversalTime() ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
            }
        );
        var id = (Guid)(await command.ExecuteScalarAsync(cancellation))!;
        cache.Invalidate();
        return Secret(site, id);
    }

    /// <returns>Whether there was one.</returns>
    public async Task<bool> End(string site, string name, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "delete from journey.identity_secrets where site = $1 and name = $2"
        );
        command.Parameters.Add(new() { Value = site });
        command.Parameters.Add(new() { Value = name });
        var ended = await command.ExecuteNonQueryAsync(cancellation) > 0;
        cache.Invalidate();
        return ended;
    }

    private async Task<Live?> Read(string site)
    {
        await using var command = database.CreateCommand(
            "select id from journey.identity_secrets where site = $1 and (expires_at is null or expires_at > now())"
        );
        command.Parameters.Add(new() { Value = site });
        var secrets = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            secrets.Add(Secret(site, reader.GetGuid(0)));
        return new Live([.. secrets]);
    }

    private string Secret(string site, Guid id) =>
        "is_" + Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{site}\n{id}")));
}
