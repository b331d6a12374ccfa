using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JourneyEngine.IntegrationTests.Provider;

/// <summary>A host as in production, that browsers reach by https through nginx, and an OpenID Connect provider that signs people in
/// to its dashboard.</summary>
public sealed class OneProvider : IAsyncLifetime
{
    private const string Client = "dashboard";
    private const string Secret = "a secret of the provider and the dashboard";
    private readonly string _folder = TemporaryFolder.New();
    private NodePackages? _packages;
    private Process? _provider;
    private HostProcess? _host;
    private Nginx? _nginx;

    /// <summary>As browsers know it.</summary>
    public Uri Address { get; } = new($"https://127.0.0.1:{HostProcess.FreePort()}");

    public Uri Provider { get; } = new($"http://127.0.0.1:{HostProcess.FreePort()}");

    public string Folder => _folder;

    public HostProcess Host => _host!;

    public async Task InitializeAsync() => _packages = await NodePackages.Install("Provider");

    /// <summary>Starts both, once.</summary>
    public async Task Ready()
    {
        Skip.If(Nginx.Installed() is null, "No nginx, which stands in front of the host.");
        if (_host is not null)
            return;
        _provider = _packages!.Run(
            "provider.mjs",
            [
                Provider.Port.ToString(CultureInfo.InvariantCulture),
                new Uri(Address, "/dashboard/sign-in/callback").ToString(),
                Client,
                Secret,
            ],
            []
        );
        (await _provider.StandardOutput.ReadLineAsync()).Should().Be("listening");
        var port = HostProcess.FreePort();
        _host = await HostProcess.Start(
            _folder,
            database: null,
            port,
            new()
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["JOURNEY_URL"] = $"http://127.0.0.1:{port}",
                ["JOURNEY_PROXIES"] = "127.0.0.1",
                ["JOURNEY_LIMIT_WRONG"] = "60",
                ["JOURNEY_PUBLIC_URL"] = Address.ToString(),
                ["JOURNEY_SITE"] = "shop",
                ["JOURNEY_OIDC_AUTHORITY"] = Provider.ToString().TrimEnd('/'),
                ["JOURNEY_OIDC_CLIENT_ID"] = Client,
                ["JOURNEY_OIDC_CLIENT_SECRET"] = Secret,
            }
        );
        var (certificate, key) = await Certificate();
        _nginx = await Nginx.Start(_folder, Address, port, certificate, key);
    }

    public async Task DisposeAsync()
    {
        _nginx?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _provider?.Kill();
        _provider?.Dispose();
        _packages!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Nobody but the browser of the test is to trust it.</summary>
    private async Task<(string Certificate, string Key)> Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var files = (Certificate: Path.Combine(_folder, "https.pem"), Key: Path.Combine(_folder, "https.key"));
        await File.WriteAllTextAsync(files.Certificate, made.ExportCertificatePem());
        await File.WriteAllTextAsync(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
