using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using JourneyEngine.Http;
using JourneyEngine.Rights.OpenDsr;

namespace JourneyEngine.Tests.OpenDsr;

public sealed class an_answer_is_signed : IDisposable
{
    private static readonly byte[] Body = "{\"request_status\":\"completed\"}"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("journey-tests-").FullName;

    [Fact]
    public void by_the_same_key_on_every_host_with_the_same_secret()
    {
        using var one = new ProcessorSignature(Ring(1), null);
        using var other = new ProcessorSignature(Ring(1), null);
        using var foreign = new ProcessorSignature(Ring(2), null);

        Holds(one.Pem, Body, other.Of(Body)).Should().BeTrue();
        Holds(one.Pem, Body, foreign.Of(Body)).Should().BeFalse();
        Holds(one.Pem, [.. Body, (byte)' '], other.Of(Body)).Should().BeFalse();
    }

    [Fact]
    public void by_the_certificate_of_the_host_s_domain()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (
            var (name, request, key) in new (string, CertificateRequest, AsymmetricAlgorithm)[]
            {
                (
                    "rsa",
                    new CertificateRequest(
                        "CN=journeys.example.org",
                        rsa,
                        HashAlgorithmName.SHA256,
                        RSASignaturePadding.Pkcs1
                    ),
                    rsa
                ),
                ("curve", new CertificateRequest("CN=journeys.example.org", curve, HashAlgorithmName.SHA256), curve),
            }
        )
        {
            using var certificate = request.CreateSelfSigned(
                DateTimeOffset.UtcNow.AddDays(-1),
                DateTimeOffset.UtcNow.AddDays(1)
            );
            using var signature = new ProcessorSignature(
                Ring(1),
                File(name, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem())
            );

            signature.Pem.Should().Contain("BEGIN CERTIFICATE").And.NotContain("PRIVATE");
            Holds(signature.Pem, Body, signature.Of(Body)).Should().BeTrue();
        }
    }

    [Fact]
    public void with_an_error_naming_the_setting_if_its_file_has_no_certificate()
    {
        var read = () => new ProcessorSignature(Ring(1), File("empty", "nothing"));
        read.Should().Throw<IOException>().WithMessage("JOURNEY_REQUESTS_CERTIFICATE:*");
        var away = () => new ProcessorSignature(Ring(1), Path.Combine(_folder, "away"));
        away.Should().Throw<IOException>().WithMessage("JOURNEY_REQUESTS_CERTIFICATE:*");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Holds(string pem, byte[] body, string signature)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var curve = certificate.GetECDsaPublicKey();
        using var rsa = certificate.GetRSAPublicKey();
        var bytes = Convert.FromBase64String(signature);
        return curve?.VerifyData(body, bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ?? rsa!.VerifyData(body, bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static KeyDerivation Ring(byte secret) =>
        new(Enumerable.Repeat(secret, KeyDerivation.SecretLength).ToArray());

    private string File(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(file, text);
        return file;
    }
}
