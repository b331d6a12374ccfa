using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Http;

namespace JourneyEngine.Sites.Identity;

/// <summary>What a site's server says to a page, so that the page can prove who is signed in.</summary>
public static class IdentityProof
{
    private const int Length = 2 * HMACSHA256.HashSizeInBytes;

    /// <param name="secret">One of the site's identity secrets, as the API gave it.</param>
    /// <returns>HMAC-SHA256 (RFC 2104) of the user id under the secret, both UTF-8, in lower-case hexadecimal.</returns>
    public static string Of(string secret, string userId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(userId)));

    /// <summary>Whether a proof is of this user id, by any of some secrets.</summary>
    /// <remarks>Never of an id that is stored otherwise than it is written: a site may let people choose names that
    /// only look like another's.</remarks>
    internal static bool Holds(string? proof, string userId, IEnumerable<string> secrets)
    {
        if (proof?.Length != Length)
            return false;
        var holds = false;
        // All of them, so that the time it takes tells nothing.
        foreach (var secret in secrets)
            holds |= CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(Of(secret, userId)),
                Encoding.UTF8.GetBytes(proof)
            );
        return holds && NormalId.Of(userId) == userId;
    }
}
