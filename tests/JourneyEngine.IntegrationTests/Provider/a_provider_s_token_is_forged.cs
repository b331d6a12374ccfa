using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace JourneyEngine.IntegrationTests.Provider;

/// <summary>Somebody stands between the dashboard and its provider, or brings along what was made for another.</summary>
public sealed class a_provider_s_token_is_forged : IAsyncLifetime
{
    private static readonly string[] Forgeries =
    [
        "signature",
        "audience",
        "issuer",
        "nonce",
        "expired",
        "unsigned",
        "stripped",
        "symmetric",
    ];

    private readonly string _folder = TemporaryFolder.New();
    private ForgingProvider _provider = null!;
    private HostProcess _host = null!;

    public async Task InitializeAsync()
    {
        _provider = await ForgingProvider.Start();
        _host = await HostProcess.Start(_folder, database: null, environment: _provider.Settings);
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
        foreach (var forged in Forgeries)
        {
            using var browser = new Browsing(_host.Address);
            _provider.Forged = forged;
            var said = await browser.Sent(_provider);

            (await browser.Arrives(said["state"]!)).Should().Be("/dashboard/sign-in", $"of the forged {forged}");
            browser.Cookie(Browsing.Session).Should().BeNull($"of the forged {forged}");
        }
    }

    [Fact]
    public async Task to_sign_in_another_s_browser_which_did_not_ask()
    {
        using var mine = new Browsing(_host.Address);
        using var another = new Browsing(_host.Address);
        _provider.Forged = "";
        var said = await mine.Sent(_provider);
        await another.Sent(_provider);

        (await another.Arrives(said["state"]!)).Should().Be("/dashboard/sign-in");

        another.Cookie(Browsing.Session).Should().BeNull();
    }

    /// <remarks>A provider's words on a failure may name whom it is about.</remarks>
    [Fact]
    public async Task as_an_error_whose_text_does_not_reach_the_log()
    {
        using var browser = new Browsing(_host.Address);
        var said = await browser.Sent(_provider);

        var answer = await browser.Get(
            "/dashboard/sign-in/callback?error=access_denied&error_description=%0D%0AFORGED+dana%40example.test&state="
                + Uri.EscapeDataString(said["state"]!)
        );

        answer.Headers.Location!.ToString().Should().Be("/dashboard/sign-in");
        var log = await Eventually.Sees(
            () => Task.FromResult(_host.Output),
            it => it.Contains("Nobody was signed in to the dashboard", StringComparison.Ordinal)
        );
        log.Should().NotContain("FORGED").And.NotContain("dana");
    }

    [Fact]
    public async Task by_nobody_and_its_code_is_bound_to_who_asked_for_it()
    {
        using var browser = new Browsing(_host.Address);
        _provider.Forged = "";
        var said = await browser.Sent(_provider, "/dashboard/returns");

        (await browser.Arrives(said["state"]!)).Should().Be("/dashboard/returns");

        browser.Cookie(Browsing.Session).Should().NotBeNull();
        (await browser.Get("/dashboard/returns")).StatusCode.Should().Be(HttpStatusCode.OK);
        said["code_challenge_method"].Should().Be("S256");
        Base64UrlEncoder
            .Encode(SHA256.HashData(Encoding.ASCII.GetBytes(_provider.Redeemed!["code_verifier"].ToString())))
            .Should()
            .Be(said["code_challenge"]);
    }
}
