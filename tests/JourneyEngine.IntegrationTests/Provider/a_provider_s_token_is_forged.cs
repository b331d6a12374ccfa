using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace JourneyEngine.IntegrationTests.Provider;

/// <summary>Somebody stands between the dashboard and its provider, or brings along what was made for another.</summary>
public sealed class a_provider_s_token_is_forged : IAsyncLifetime
{
    private const string Session = "journey-dashboard-session";

    private readonly string _folder = TemporaryFolder.New();
    private ForgingProvider _provider = null!;
    private HostProcess _host = null!;

    public async Task InitializeAsync()
    {
        _provider = await ForgingProvider.Start();
        _host = await HostProcess.Start(
            _folder,
            database: null,
            environment: new()
            {
                ["JOURNEY_OIDC_AUTHORITY"] = _provider.Address.ToString().TrimEnd('/'),
                ["JOURNEY_OIDC_CLIENT_ID"] = ForgingProvider.Client,
                ["JOURNEY_OIDC_CLIENT_SECRET"] = "a secret of the provider and the dashboard",
            }
        );
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task in_any_part_of_it_and_nobody_is_signed_in()
    {
        foreach (var forged in new[] { "signature", "audience", "issuer", "nonce", "expired", "unsigned", "symmetric" })
        {
            using var browser = new Browsing(_host.Address);
            var state = await Sent(browser);
            _provider.Forged = forged;

            (await Arrives(browser, state)).Should().Be("/dashboard/sign-in", $"of the forged {forged}");
            browser.Cookie(Session).Should().BeNull($"of the forged {forged}");
        }
    }

    [Fact]
    public async Task to_sign_in_another_s_browser_which_did_not_ask()
    {
        using var mine = new Browsing(_host.Address);
        using var another = new Browsing(_host.Address);
        var state = await Sent(mine);
        await Sent(another);
        _provider.Forged = "";

        (await Arrives(another, state)).Should().Be("/dashboard/sign-in");

        another.Cookie(Session).Should().BeNull();
    }

    [Fact]
    public async Task by_nobody_and_its_code_is_bound_to_who_asked_for_it()
    {
        using var browser = new Browsing(_host.Address);
        var asked = await browser.Get("/dashboard/sign-in/provider?back=%2Fdashboard%2Freturns");
        var said = HttpUtility.ParseQueryString(asked.Headers.Location!.Query);
        (_provider.Forged, _provider.Nonce) = ("", said["nonce"]!);

        (await Arrives(browser, said["state"]!)).Should().Be("/dashboard/returns");

        browser.Cookie(Session).Should().NotBeNull();
        (await browser.Get("/dashboard/returns")).StatusCode.Should().Be(HttpStatusCode.OK);
        said["code_challenge_method"].Should().Be("S256");
        Base64UrlEncoder
            .Encode(SHA256.HashData(Encoding.ASCII.GetBytes(_provider.Redeemed!["code_verifier"].ToString())))
            .Should()
            .Be(said["code_challenge"]);
    }

    /// <summary>A browser is sent to the provider.</summary>
    /// <returns>What it is to come back with.</returns>
    private async Task<string> Sent(Browsing browser)
    {
        var asked = await browser.Get("/dashboard/sign-in/provider");
        asked.StatusCode.Should().Be(HttpStatusCode.Found);
        var said = HttpUtility.ParseQueryString(asked.Headers.Location!.Query);
        _provider.Nonce = said["nonce"]!;
        return said["state"]!;
    }

    /// <returns>Where the browser is led to.</returns>
    private static async Task<string> Arrives(Browsing browser, string state)
    {
        var answer = await browser.Get("/dashboard/sign-in/callback?code=any&state=" + Uri.EscapeDataString(state));
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        return new Uri(browser.Address, answer.Headers.Location!).AbsolutePath;
    }

    /// <summary>Keeps its cookies as a browser does, those for https too.</summary>
    private sealed class Browsing(Uri address) : IDisposable
    {
        private readonly Dictionary<string, string> _cookies = [];
        private readonly HttpClient _http = new(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
        )
        {
            BaseAddress = address,
        };

        public Uri Address => address;

        public string? Cookie(string name) => _cookies.GetValueOrDefault(name);

        public async Task<HttpResponseMessage> Get(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(it => $"{it.Key}={it.Value}")));
            var answer = await _http.SendAsync(request);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            {
                var (name, value) = (set.Split('=')[0], set.Split(';')[0][(set.IndexOf('=') + 1)..]);
                if (value.Length == 0)
                    _cookies.Remove(name);
                else
                    _cookies[name] = value;
            }

            return answer;
        }

        public void Dispose() => _http.Dispose();
    }
}
