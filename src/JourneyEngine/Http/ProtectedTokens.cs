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
public sealed class ProtectedTokens(KeyDerivation keyring, TimeProvider clock)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int ExpiryLength = sizeof(long);
    private const int Longest = 4_096;

    /// <param name="use">What it is for; a ticket opens for no other use.</param>
    /// <returns>Base64url text without padding.</returns>
    public string Protect(string use, string text, TimeSpan lifetime)
    {
        var plain = new byte[ExpiryLength + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt64BigEndian(plain, (clock.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(text, plain.AsSpan(ExpiryLength));
        var ticket = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(ticket.AsSpan(0, NonceLength));
        using var aes = new AesGcm(keyring.For("tickets/" + use), TagLength);
        aes.Encrypt(
            ticket.AsSpan(0, NonceLength),
            plain,
            ticket.AsSpan(NonceLength, plain.Length),
            ticket.AsSpan(NonceLength + plain.Length)
        );
        return Base64Url.EncodeToString(ticket);
    }

    /// <returns>Null if it was not sealed here for this use, was changed, or has expired.</returns>
    public string? Unprotect(string use, string? ticket)
    {
        if (ticket is null || ticket.Length > Longest || !Base64Url.IsValid(ticket))
            return null;
        var bytes = Base64Url.DecodeFromChars(ticket);
        if (bytes.Length < NonceLength + ExpiryLength + TagLength)
            return null;
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(keyring.For("tickets/" + use), TagLength);
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
