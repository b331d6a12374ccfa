using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Sites.Keys;
using Npgsql;

namespace JourneyEngine.Sites;

/// <summary>The keys of all sites, stored as SHA-256.</summary>
public sealed class SiteKeys(NpgsqlDataSource database, TimeProvider clock)
{
    private const int KeyLength = 3 + 48;
    private const int PrefixLength = 8;

    /// <summary>All sites that have keys.</summary>
    public async Task<IReadOnlyList<string>> Sites(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select distinct site from journey.keys order by site");
        var sites = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sites.Add(reader.GetString(0));
        return sites;
    }

    /// <summary>Makes a key for a site. Only its hash is stored: what is returned is never to be had again.</summary>
    /// <param name="name">No other key of the site that is not revoked has it.</param>
    public async Task<string> Issue(
        string site,
        KeyScope scope,
        CancellationToken cancellation,
        string? name = null,
        DateTimeOffset? expiresAt = null,
        string[]? origins = null,
        bool links = true,
        bool consents = true,
        bool details = true,
        bool vouches = false
    )
    {
        var key = Mint(scope);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = Insert(
            key,
            site,
            scope,
            clock.GetUtcNow(),
            name,
            expiresAt,
            origins,
            links,
            consents,
            details,
            vouches
        );
        command.Connection = connection;
        await command.ExecuteNonQueryAsync(cancellation);
        return key;
    }

    /// <inheritdoc cref="FirstKeys.Make"/>
    public Task<bool> MakeFirst(string site, Func<FirstKeys, Task> keep, CancellationToken cancellation) =>
        FirstKeys.Make(database, site, clock.GetUtcNow(), keep, cancellation);

    /// <remarks>A key without a name is called by its first characters.</remarks>
    internal static NpgsqlCommand Insert(
        string key,
        string site,
        KeyScope scope,
        DateTimeOffset now,
        string? name,
        DateTimeOffset? expiresAt = null,
        string[]? origins = null,
        bool links = true,
        bool consents = true,
        bool details = true,
        bool vouches = false
    )
    {
        var command = new NpgsqlCommand(
            "insert into journey.keys (hash, site, scope, prefix, created_at, name, expires_at, origins, links, consents, "
                + "details, vouches) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        );
        foreach (
            var value in new object?[]
            {
                Hash(key),
                site,
                scope.ToString(),
                key[..PrefixLength],
                now,
                name,
                expiresAt,
                origins ?? [],
                links,
                consents,
                details,
                vouches,
            }
        )
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }

    /// <returns>Null if the key is unknown, expired or revoked.</returns>
    public async Task<SiteKey?> Find(string key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select site, scope, coalesce(name, prefix), origins, links, consents, details, vouches from journey.keys "
                + "where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())"
        );
        command.Parameters.Add(new() { Value = Hash(key) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new SiteKey(
                reader.GetString(0),
                Enum.Parse<KeyScope>(reader.GetString(1)),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetBoolean(4),
                reader.GetBoolean(5),
                reader.GetBoolean(6),
                reader.GetBoolean(7)
            )
            : null;
    }

    /// <remarks>Prefix, 32 random bytes, 4 bytes of their hash: a mistyped key never reaches the database.</remarks>
    internal static string Mint(KeyScope scope)
    {
        Span<byte> bytes = stackalloc byte[36];
        RandomNumberGenerator.Fill(bytes[..32]);
        SHA256.HashData(bytes[..32])[..4].CopyTo(bytes[32..]);
        return char.ToLowerInvariant(scope.ToString()[0]) + "k_" + Base64Url.EncodeToString(bytes);
    }

    internal static bool IsWellFormed(string key)
    {
        Span<byte> bytes = stackalloc byte[36];
        return key.Length == KeyLength
            && key[1..3] == "k_"
            && Base64Url.IsValid(key.AsSpan(3))
            && Base64Url.TryDecodeFromChars(key.AsSpan(3), bytes, out var length)
            && length == bytes.Length
            && SHA256.HashData(bytes[..32]).AsSpan(0, 4).SequenceEqual(bytes[32..]);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));
}
