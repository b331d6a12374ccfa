using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JourneyEngine.Http;

/// <summary>Keys that are made of the engine's one secret, each for one use (HKDF-SHA256, RFC 5869). The secret is the
/// same on all hosts.</summary>
/// <param name="secret">32 random bytes.</param>
public sealed class KeyDerivation(ReadOnlyMemory<byte> secret)
{
    public const int SecretLength = 32;

    private readonly byte[] _subjectHashKey = Derived(secret.Span, "marks");

    /// <returns>A key of 32 bytes for a use that has this name and no other.</returns>
    public byte[] For(string use) => Derived(secret.Span, use);

    /// <summary>By which hosts tell whether they have the same secret, and the same of what else it is told for: nothing
    /// can be read from it.</summary>
    /// <returns>64 hexadecimal digits.</returns>
    public string Fingerprint(string of) => Convert.ToHexStringLower(For("fingerprint/" + of));

    /// <summary>How a visitor is named where the pseudonym must not stand: in the list of the erased, in the audit log,
    /// in the vault.</summary>
    /// <returns>HMAC-SHA256 over site and pseudonym, 32 bytes.</returns>
    public byte[] SubjectHash(string site, string visitor)
    {
        var length = Encoding.UTF8.GetByteCount(site);
        Span<byte> text = stackalloc byte[4 + length + Encoding.UTF8.GetByteCount(visitor)];
        BinaryPrimitives.WriteInt32BigEndian(text, length);
        Encoding.UTF8.GetBytes(site, text[4..]);
        Encoding.UTF8.GetBytes(visitor, text[(4 + length)..]);
        return HMACSHA256.HashData(_subjectHashKey, text);
    }

    private static byte[] Derived(ReadOnlySpan<byte> secret, string use)
    {
        if (secret.Length != SecretLength)
            throw new ArgumentException($"The secret has {SecretLength} bytes.", nameof(secret));
        var key = new byte[SecretLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [], Encoding.UTF8.GetBytes("journey/" + use));
        return key;
    }
}
