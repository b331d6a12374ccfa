using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace JourneyEngine.IntegrationTests.Dashboard;

[Collection(DashboardTests.Name)]
public sealed class somebody_signs_in(OneDashboard dashboard, Browser browser)
{
    [SkippableFact]
    public async Task and_comes_to_the_page_that_was_asked_for_and_out_again()
    {
        await using var profile = await browser.Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(At("/dashboard/conversion?funnel=fair"));
        page.Url.Should().Contain("/dashboard/sign-in");
        await page.CheckAsync("input[value=analyst]");
        await page.ClickAsync("form.stack button");
        await page.WaitForURLAsync("**/dashboard/conversion?funnel=fair");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/dashboard/sign-in");
        await page.GotoAsync(At("/dashboard/conversion"));

        page.Url.Should().Contain("/dashboard/sign-in");
    }

    [SkippableFact]
    public async Task and_the_session_opens_no_door_of_the_api()
    {
        await using var profile = await browser.Profile();
        var looker = await Looker.Enter(profile, dashboard.Site.Address, "admin");

        (await looker.Page.APIRequest.GetAsync(At("/v1/reports/returns"))).Status.Should().Be((int)HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/dashboard/conversion")]
    [InlineData("/dashboard/csv/returns")]
    public async Task and_nobody_sees_anything_before(string path)
    {
        using var client = Client();

        (await client.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.Found);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", dashboard.Site.AdminKey);
        (await client.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.Found, "a key of the API is no session");
    }

    [Fact]
    public async Task and_a_form_of_another_page_signs_nobody_in()
    {
        using var client = Client();

        var answer = await client.PostAsync("/dashboard/sign-in/local", new FormUrlEncodedContent([new("role", "admin")]));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task and_every_page_has_a_policy_for_what_it_may_load()
    {
        using var client = Client();

        var answer = await client.GetAsync("/dashboard/sign-in");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Subject;
        policy.Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe-eval").And.NotContain("script-src 'unsafe-inline'");
    }

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Site.Address };

    private string At(string path) => new Uri(dashboard.Site.Address, path).ToString();
}
