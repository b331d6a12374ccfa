using System.Security.Cryptography;
using JourneyEngine.Http;

namespace JourneyEngine.Host;

/// <summary>The engine's one secret: given by configuration (<c>JOURNEY_SECRET</c>), or made once and kept in the data
/// folder.</summary>
internal static class SecretFile
{
    private const string Name = "secret.key";

    /// <exception cref="IOException">It is not the base64 of 32 bytes, or the file cannot be read or made.</exception>
    public static KeyDerivation Read(string dataFolder, string? given)
    {
        if (given is not null)
            return new KeyDerivation(Decoded(given, "JOURNEY_SECRET"));
        var file = Path.Combine(dataFolder, Name);
        return new KeyDerivation(
            Decoded(
                PrivateFile.ReadOrMake(
                    file,
                    () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyDerivation.SecretLength))
                ),
                file
            )
        );
    }

    private static byte[] Decoded(string text, string where)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == KeyDerivation.SecretLength
            ? bytes[..length].ToArray()
            : throw new IOException(
                $"{where} is not a secret: it takes the base64 of {KeyDerivation.SecretLength} random bytes, as of "
                    + "'openssl rand -base64 32'."
            );
    }
}
