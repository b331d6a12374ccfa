using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace JourneyEngine.Http;

/// <summary>Ids in place of what looks personal: a keyed hash, the same for the same text on a site for as long as the
/// engine's secret is. Each proves itself, so nobody without the secret can make one.</summary>
internal sealed class HashedIds(KeyDerivation keys, string use)
{
    public const string Prefix = "hashed:";

    private const int HashLength = 16;
    private const int ProofLength = 8;

    private readonly byte[] _hashing = keys.For(use);
    private readonly byte[] _proving = keys.For(use + " proof");

    public string Of(string site, string text)
    {
        var hash = Keyed(_hashing, site, Encoding.UTF8.GetBytes(text))[..HashLength];
        return Prefix + Convert.ToHexStringLower([.. hash, .. Proof(site, hash)]);
    }

    /// <summary>Whether an id was made here, for this site.</summary>
    public bool Made(string site, string id)
    {
        Span<byte> bytes = stackalloc byte[HashLength + ProofLength];
        return id.StartsWith(Prefix, StringComparison.Ordinal)
            && !id.AsSpan(Prefix.Length).ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(id.AsSpan(Prefix.Length), bytes, out _, out var length) == OperationStatus.Done
            && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(bytes[HashLength..], Proof(site, bytes[..HashLength]));
    }

    private ReadOnlySpan<byte> Proof(string site, ReadOnlySpan<byte> hash) =>
        Keyed(_proving, site, hash).AsSpan(0, ProofLength);

    private static byte[] Keyed(byte[] key, string site, ReadOnlySpan<byte> text) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(site), 0, .. text]);
}
