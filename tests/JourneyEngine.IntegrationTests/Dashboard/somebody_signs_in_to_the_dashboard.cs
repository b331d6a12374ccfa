using System.Net;
using System.Net.Http.Headers;
using JourneyEngine.IntegrationTests.Pages;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class somebody_signs_in_to_the_dashboard(OneDashboard dashboard, Browser browser)
{
    [SkippableFact]
    public async Task to_return_to_the_requested_page_until_signing_out()
    {
        await using var profile = await browser.Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard/conversion?funnel=fair"));
        page.Url.Should().Contain("/dashboard/sign-in");
        await page.CheckAsync("input[value=analyst]");
        await page.ClickAsync("form.stack button");
        await page.Arrives("**/dashboard/conversion?funnel=fair");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Arrives("**/dashboard/sign-in");
        await page.GotoAsync(At("/dashboard/conversion"));

        page.Url.Should().Contain("/dashboard/sign-in");
        var log = await Eventually.Sees(
            () => Task.FromResult(dashboard.Host.Output),
            it => it.Contains("signed out of the dashboard as analyst", StringComparison.Ordinal)
        );
        log.Should()
            .Contain("signed in to the dashboard as analyst")
            .And.NotContain("local analyst", "the log names nobody");
    }

    [SkippableFact]
    public async Task with_a_session_that_the_api_does_not_accept()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");

        (await looker.Page.APIRequest.GetAsync(At("/v1/reports/returns")))
            .Status.Should()
            .Be((int)HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/dashboard/conversion")]
    [InlineData("/dashboard/csv/returns")]
    public async Task before_any_page_is_shown_even_with_an_api_key(string path)
    {
        using var client = Client();

        (await client.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.Found);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", dashboard.Site.AdminKey);
        (await client.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.Found, "a key of the API is no session");
    }

    [Fact]
    public async Task from_another_site_s_form_and_is_rejected_with_400()
    {
        using var client = Client();

        var answer = await client.PostAsync(
            "/dashboard/sign-in/local",
            new FormUrlEncodedContent([new("role", "admin")])
        );

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task on_a_page_with_a_strict_content_security_policy()
    {
        using var client = Client();

        var answer = await client.GetAsync("/dashboard/sign-in");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Subject;
        policy
            .Should()
            .Contain("default-src 'none'")
            .And.Contain("frame-ancestors 'none'")
            .And.NotContain("unsafe-eval")
            .And.NotContain("script-src 'unsafe-inline'");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
    }

    private HttpClient Client() =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Site.Address };

    private string At(string path) => new Uri(dashboard.Site.Address, path).ToString();
}
