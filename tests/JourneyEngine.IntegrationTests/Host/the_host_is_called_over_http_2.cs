using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>With a certificate the host speaks HTTP/2; browsers and proxies choose it by themselves.</summary>
[Collection(HostTests.Name)]
public sealed class the_host_is_called_over_http_2(EngineFixture engine) : IDisposable
{
    private readonly string _folder = TemporaryFolder.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task to_collect_and_to_decide_as_over_http_1()
    {
        var (plain, secure) = (HostProcess.FreePort(), HostProcess.FreePort());
        await using var host = await engine.Another(
            _folder,
            plain,
            new()
            {
                ["JOURNEY_URL"] = $"http://127.0.0.1:{plain};https://127.0.0.1:{secure}",
                ["Kestrel__Certificates__Default__Path"] = await Certificate(),
            }
        );
        var site = await engine.NewSite(host.Address);
        await site.Put("/v1/funnels/weblog", Site.WeblogFunnel);
        await site.PutHero(contents: ["a"]);
        using var http = new HttpClient(
            new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback =
                    HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        )
        {
            BaseAddress = new Uri($"https://127.0.0.1:{secure}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", site.WriteKey);

        var collected = await http.PostAsJsonAsync(
            "/v1/page",
            new
            {
                messageId = "m",
                anonymousId = "v",
                name = "home",
            }
        );
        var decided = await http.PostAsJsonAsync(
            "/ofrep/v1/evaluate/flags/hero",
            new { context = new { targetingKey = "v" } }
        );

        collected.Version.Should().Be(HttpVersion.Version20);
        (await collected.Content.ReadAsStringAsync()).Should().Contain("accepted");
        (await decided.Content.ReadAsStringAsync()).Should().Contain("\"visitNumber\":1");
    }

    private async Task<string> Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        var file = Path.Combine(_folder, "certificate.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx));
        return file;
    }
}
