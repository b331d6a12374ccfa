using System.Security.Cryptography;
using System.Text;

namespace JourneyEngine.Log.Appending;

/// <summary>A fact's id is made of site and message id, so a unique index on the ids stores each message once, on any
/// number of hosts.</summary>
public static class FactIds
{
    /// <returns>The first 122 bits of SHA-256, as a UUID of version 8 (RFC 9562).</returns>
    public static Guid Of(string site, string messageId)
    {
        return Of(Encoding.UTF8.GetBytes($"{site}\n{messageId}"));
    }

    /// <summary>Of a message whose id another visitor of the site has used before.</summary>
    /// <remarks>No text holds the byte that is between the two, so none is taken for another.</remarks>
    public static Guid Of(string site, string visitor, string messageId) =>
        Of([.. Encoding.UTF8.GetBytes($"{site}\n{visitor}"), 0xFF, .. Encoding.UTF8.GetBytes(messageId)]);

    private static Guid Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
