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
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{site}\n{messageId}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
