using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using JourneyEngine.Http;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Signs what is said to controllers, with the key of a certificate that they can fetch.</summary>
/// <remarks>
/// SHA-256 with ECDSA (DER) or RSA (PKCS #1), after FIPS 186: <c>openssl dgst -sha256 -verify</c> checks either.
/// OpenDSR wants a certificate of an authority for the host's domain; without one the engine's own is used, whose key
/// is the same on every host.
/// </remarks>
internal sealed class ProcessorSignature : IDisposable
{
    private const int SerialLength = 16;
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2099, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly AsymmetricAlgorithm _key;

    /// <param name="file">Certificate and key, PEM (<c>JOURNEY_REQUESTS_CERTIFICATE</c>); the engine's own where there
    /// is none.</param>
    /// <exception cref="IOException">The file is not what it should be.</exception>
    public ProcessorSignature(KeyDerivation keyring, string? file)
    {
        using var certificate = file is null ? Own(keyring) : Read(file);
        _key =
            (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey()
            ?? certificate.GetRSAPrivateKey()
            ?? throw new IOException("The key in JOURNEY_REQUESTS_CERTIFICATE is neither an elliptic curve's nor RSA.");
        Pem = certificate.ExportCertificatePem();
    }

    /// <summary>The certificate, PEM.</summary>
    public string Pem { get; }

    /// <returns>Base64.</returns>
    public string Of(byte[] body) =>
        Convert.ToBase64String(
            _key switch
            {
                ECDsa curve => curve.SignData(body, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => throw new CryptographicException("No such key."),
            }
        );

    public void Dispose() => _key.Dispose();

    private static X509Certificate2 Read(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"JOURNEY_REQUESTS_CERTIFICATE: {file} holds no certificate with its private key, PEM."
            );
        }
    }

    private static X509Certificate2 Own(KeyDerivation keyring)
    {
        using var key = ECDsa.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = keyring.For("subject requests") }
        );
        var name = new X500DistinguishedName("CN=JourneyEngine");
        var serial = SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, SerialLength).ToArray();
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(name, X509SignatureGenerator.CreateForECDsa(key), From, Until, serial);
        return certificate.CopyWithPrivateKey(key);
    }
}
