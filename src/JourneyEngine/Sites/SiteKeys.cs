using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Sites;

public enum KeyScope
{
    Write,
    Read,
    Admin,
}

/// <summary>What a presented key opens.</summary>
/// <param name="Name">What the site calls it; its first eight characters where it has no name.</param>
/// <param name="Origins">Origins (RFC 6454) whose pages may use it; those of all where there are none. A call that
/// names no origin comes from no page.</param>
/// <param name="Links">Whether what comes with it may say that two ids are one visitor, and find a visitor by such a
/// word.</param>
public sealed record SiteKey(string Site, KeyScope Scope, string Name, string[] Origins, bool Links)
{
    internal ClaimsPrincipal Principal { get; } =
        new(
            new ClaimsIdentity(
                [
                    new(SiteClaims.Claim, Site),
                    new(ClaimTypes.Role, Scope.ToString()),
                    new(ClaimTypes.Name, Name),
                    .. Links ? Array.Empty<Claim>() : [new(SiteClaims.NoLinks, "")],
                ],
                KeyAuthentication.SchemeName
            )
        );

    public bool Serves(HttpRequest request) =>
        Origins.Length == 0
        || request.Headers.Origin is not [{ } origin]
        || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The keys of all sites. Stored as SHA-256; an answer is kept for 30 s, so a revoked key stops within a
/// minute on every host.</summary>
public sealed class SiteKeys(NpgsqlDataSource database, TimeProvider clock)
{
    private const int KeyLength = 3 + 48;
    private const int PrefixLength = 8;
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (SiteKey? Key, DateTimeOffset Until)> _known = new(
        StringComparer.Ordinal
    );
    private int _changes;

    /// <returns>Null if the key is unknown, expired or revoked.</returns>
    public async ValueTask<SiteKey?> Find(string key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && known.Until > now)
            return known.Key;
        if (!IsWellFormed(key))
            return null;
        var changes = Volatile.Read(ref _changes);
        var found = await Load(key, cancellation);
        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[key] = (found, now + Remembered);
        // What was read before a change must not outlive it.
        if (Volatile.Read(ref _changes) != changes)
            _known.TryRemove(key, out _);
        return found;
    }

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
        bool links = true
    )
    {
        var key = Mint(scope);
        await using var command = database.CreateCommand(
            "insert into journey.keys (hash, site, scope, prefix, created_at, name, expires_at, origins, links) values "
                + "($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        );
        foreach (
            var value in new object?[]
            {
                Hash(key),
                site,
                scope.ToString(),
                key[..PrefixLength],
                clock.GetUtcNow(),
                name,
                expiresAt,
                origins ?? [],
                links,
            }
        )
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellation);
        return key;
    }

    /// <summary>A key was changed or revoked: this host knows at once, others when what they remember is
    /// over.</summary>
    public void Invalidate()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
    }

    private async Task<SiteKey?> Load(string key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select site, scope, coalesce(name, prefix), origins, links from journey.keys where hash = $1 and "
                + "revoked_at is null and (expires_at is null or expires_at > now())"
        );
        command.Parameters.Add(new() { Value = Hash(key) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new SiteKey(
                reader.GetString(0),
                Enum.Parse<KeyScope>(reader.GetString(1)),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetBoolean(4)
            )
            : null;
    }

    /// <remarks>Prefix, 32 random bytes, 4 bytes of their hash: a mistyped key never reaches the database.</remarks>
    private static string Mint(KeyScope scope)
    {
        Span<byte> bytes = stackalloc byte[36];
        RandomNumberGenerator.Fill(bytes[..32]);
        SHA256.HashData(bytes[..32])[..4].CopyTo(bytes[32..]);
        return char.ToLowerInvariant(scope.ToString()[0]) + "k_" + Base64Url.EncodeToString(bytes);
    }

    private static bool IsWellFormed(string key)
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
