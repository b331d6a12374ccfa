using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JourneyEngine.Http;

/// <summary>Sealed texts that the engine gives away and takes back: cookies, links, form tokens. Nobody else can read,
/// make or change one.</summary>
/// <remarks>
/// AES-256-GCM with a key for each use and a random nonce; the time of expiry is sealed in. Every host with the same
/// secret opens them, and nothing about them is stored.
/// </remarks>
public sealed class ProtectedTokens(KeyDerivation keys, TimeProvider clock)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int ExpiryLength = sizeof(long);
    private const int Longest = 4_096;

    /// <param name="use">What it is for; a token opens for no other use.</param>
    /// <returns>Base64url text without padding.</returns>
    public string Protect(string use, string text, TimeSpan lifetime)
    {
        var plain = new byte[ExpiryLength + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt64BigEndian(plain, (clock.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(text, plain.AsSpan(ExpiryLength));
        var token = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(token.AsSpan(0, NonceLength));
        using var aes = new AesGcm(keys.For("tickets/" + use), TagLength);
        aes.Encrypt(
            token.AsSpan(0, NonceLength),
            plain,
            token.AsSpan(NonceLength, plain.Length),
            token.AsSpan(NonceLength + plain.Length)
        );
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Null if it was not sealed here for this use, was changed, or has expired.</returns>
    public string? Unprotect(string use, string? token)
    {
        if (token is null || token.Length > Longest || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < NonceLength + ExpiryLength + TagLength)
            return null;
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(keys.For("tickets/" + use), TagLength);
        try
        {
            aes.Decrypt(
                bytes.AsSpan(0, NonceLength),
                bytes.AsSpan(NonceLength, plain.Length),
                bytes.AsSpan(NonceLength + plain.Length),
                plain
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return BinaryPrimitives.ReadInt64BigEndian(plain) > clock.GetUtcNow().ToUnixTimeMilliseconds()
            ? Encoding.UTF8.GetString(plain.AsSpan(ExpiryLength))
            : null;
    }
}
