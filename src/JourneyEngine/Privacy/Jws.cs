using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.Log;

namespace JourneyEngine.Privacy;

/// <summary>Signs statements so that anybody can check them without asking: JSON Web Signatures, compact, ES256 (RFC
/// 7515, RFC 7518).</summary>
public sealed class Jws : IDisposable
{
    private const string Use = "signatures";
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"ES256"}"""u8);

    private readonly ECDsa _key;

    /// <summary>The key is made of the engine's secret, so it is the same on every host and after every
    /// restart.</summary>
    public Jws(KeyDerivation keys) =>
        _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = keys.For(Use) });

    /// <summary>The public key as a set of JSON Web Keys (RFC 7517).</summary>
    public JsonObject PublicKeys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kty"] = "EC",
                    ["crv"] = "P-256",
                    ["use"] = "sig",
                    ["alg"] = "ES256",
                    ["x"] = Base64Url.EncodeToString(point.X),
                    ["y"] = Base64Url.EncodeToString(point.Y),
                }
            ),
        };
    }

    public string Sign<T>(T statement)
    {
        var signed =
            $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(statement, FactJson.Options))}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <param name="keys">A set of public keys as <see cref="PublicKeys"/> gives it.</param>
    /// <returns>The statement; null if no key of the set signed it, or it is not of this form.</returns>
    public static T? Verified<T>(string jws, JsonNode? keys)
        where T : class
    {
        try
        {
            var parts = jws.Trim().Split('.');
            if (parts.Length != 3 || (string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))?["alg"] != "ES256")
                return null;
            var (signed, signature) = (
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2])
            );
            return keys?["keys"] is JsonArray all && all.Any(key => Signed(key, signed, signature))
                ? JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(parts[1]), FactJson.Options)
                : null;
        }
        catch (Exception failure)
            when (failure is FormatException or JsonException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    public void Dispose() => _key.Dispose();

    private static bool Signed(JsonNode? key, byte[] signed, byte[] signature)
    {
        if ((string?)key?["crv"] != "P-256" || (string?)key["x"] is not { } x || (string?)key["y"] is not { } y)
            return false;
        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
            }
        );
        return verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256);
    }
}
