using System.Net;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Pages;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Provider;

public sealed class somebody_signs_in_with_openid_connect(OneProvider provider, Browser browser)
    : IClassFixture<OneProvider>,
        IClassFixture<Browser>
{
    [SkippableFact]
    public async Task to_reach_the_requested_page_with_the_provider_s_role()
    {
        await using var profile = await Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard/conversion?from=2026-01-01"));

        await SignIn(page, "dana.analyst");

        await page.Arrives("**/dashboard/conversion?from=2026-01-01");
        (await page.Locator("nav a[href*='edit/funnel']").CountAsync())
            .Should()
            .Be(1, "analysts ask what would have been");
        (await page.TextContentAsync("header"))!.Should().Contain("dana");
        await page.GotoAsync(At("/dashboard/edit/funnel"));
        (await page.Locator("form.draft").CountAsync()).Should().Be(1);
    }

    [SkippableFact]
    public async Task with_cookies_bound_to_this_host_and_to_https()
    {
        await using var profile = await Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard"));
        await SignIn(page, "noa.viewer");
        await page.Arrives("**/dashboard");

        var session = (await profile.CookiesAsync([At("/dashboard")]))
            .Where(it => it.Name.StartsWith("__Host-journey-dashboard-", StringComparison.Ordinal))
            .ToArray();

        session.Select(it => it.Name).Should().Contain("__Host-journey-dashboard-session");
        session.Should().AllSatisfy(it => (it.Secure, it.HttpOnly, it.Path).Should().Be((true, true, "/")));
        session
            .Should()
            .OnlyContain(it => it.SameSite == SameSiteAttribute.Lax || it.SameSite == SameSiteAttribute.Strict);
    }

    [SkippableFact]
    public async Task through_a_proxy_that_browsers_know_by_https_alone()
    {
        await provider.Ready();
        using var browsers = new HttpClient(
            new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }
        )
        {
            BaseAddress = provider.Address,
        };
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(provider.Folder, "shop.keys.json")))!;

        var settings = await browsers.GetAsync($"/v1/projects/{keys["writeKey"]}/settings");
        var api = JsonNode.Parse(await settings.Content.ReadAsStringAsync())!["integrations"]!["Segment.io"]!;
        ((string)api["protocol"]!).Should().Be("https");
        ((string)api["apiHost"]!).Should().Be($"{provider.Address.Authority}/v1");
        settings.Headers.GetValues("Strict-Transport-Security").Should().Equal("max-age=31536000");
        var described = JsonNode.Parse(await browsers.GetStringAsync("/openapi/v1.json"))!;
        ((string)described["servers"]!.AsArray().Single()!["url"]!)
            .TrimEnd('/')
            .Should()
            .Be($"https://{provider.Address.Authority}");
    }

    [SkippableFact]
    public async Task while_each_visitor_counts_as_the_sender_of_what_the_proxy_sends()
    {
        await provider.Ready();
        using var proxy = new HttpClient { BaseAddress = provider.Host.Address };
        async Task<HttpStatusCode> Guesses(string from)
        {
            var guess = new HttpRequestMessage(HttpMethod.Get, "/privacy?link=guess");
            guess.Headers.Add("X-Forwarded-For", from);
            return (await proxy.SendAsync(guess)).StatusCode;
        }

        // A guess a second is let through again, so both are seen at once or anew.
        await Eventually.Sees(
            async () => (await Guesses("203.0.113.1"), await Guesses("203.0.113.2, 203.0.113.1")),
            it => it is (HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests)
        );
        (await Guesses("203.0.113.2")).Should().Be(HttpStatusCode.NotFound, "a stranger wrote it before the other");
    }

    [SkippableFact]
    public async Task without_a_role_and_access_is_denied()
    {
        await using var profile = await Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard/returns"));

        await SignIn(page, "gal");

        await page.Arrives("**/dashboard/sign-in/denied**");
        (await page.TextContentAsync("[role=alert]"))!.Should().Contain("no role here");
    }

    [SkippableFact]
    public async Task halfway_and_is_sent_back_to_the_sign_in_page()
    {
        await using var profile = await Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard"));
        await page.ClickAsync("main a.button");

        await page.GotoAsync(At("/dashboard/sign-in/callback?error=access_denied&state=none"));

        page.Url.Should().Be(At("/dashboard/sign-in"));
    }

    [SkippableFact]
    public async Task in_production_where_no_other_way_in_exists()
    {
        await using var profile = await Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard/sign-in"));

        (await page.Locator("input[name=role]").CountAsync()).Should().Be(0);
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(provider.Folder, "shop.keys.json")))!;
        File.Exists(Path.Combine(provider.Folder, "demo.keys.json")).Should().BeFalse();
        using var http = new HttpClient { BaseAddress = provider.Host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)keys["readKey"]!);
        (await http.GetAsync("/v1/reports/returns"))
            .StatusCode.Should()
            .Be(HttpStatusCode.OK, "the first site's keys are those of the configured one");
    }

    private async Task<IBrowserContext> Profile()
    {
        await provider.Ready();
        return await browser.Profile(new() { IgnoreHTTPSErrors = true });
    }

    /// <remarks>Two pages of the provider: who it is, and whether the dashboard may know.</remarks>
    private static async Task SignIn(IPage page, string name)
    {
        await page.ClickAsync("main a.button");
        await page.FillAsync("input[name=login]", name);
        await page.FillAsync("input[name=password]", "anything");
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("text=Authorize");
        await page.ClickAsync("button[type=submit]");
    }

    private string At(string path) => new Uri(provider.Address, path).ToString();
}
