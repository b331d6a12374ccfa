using System.Net;

namespace JourneyEngine.IntegrationTests.Host;

[Collection(EngineTests.Name)]
public sealed class every_response_says_what_it_is(EngineFixture engine, Browser browser)
{
    [Theory]
    [InlineData("/v1/reports/returns", HttpStatusCode.OK)]
    [InlineData("/v1/reports/returns?format=csv", HttpStatusCode.OK)]
    [InlineData("/v1/reports/returns?from=never", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/v1/visitors/nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/v1/batch", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/ofrep/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/journey.js", HttpStatusCode.OK)]
    [InlineData("/privacy", HttpStatusCode.NotFound)]
    [InlineData("/privacy.css", HttpStatusCode.OK)]
    [InlineData("/dashboard", HttpStatusCode.Found)]
    [InlineData("/dashboard/sign-in", HttpStatusCode.OK)]
    [InlineData("/_content/JourneyEngine.Dashboard/dashboard.css", HttpStatusCode.OK)]
    [InlineData("/docs/", HttpStatusCode.OK)]
    public async Task to_be_nothing_else_and_to_stand_in_no_frame(string path, HttpStatusCode status)
    {
        var site = await engine.NewSite();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(engine.Host.Address, path));
        if (path.StartsWith("/v1", StringComparison.Ordinal))
            request.Headers.Authorization = new("Bearer", site.ReadKey);

        using var answer = await http.SendAsync(request);

        answer.StatusCode.Should().Be(status);
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Subject;
        policy.Should().StartWith("default-src 'none'").And.Contain("frame-ancestors 'none'");
        if (path.StartsWith("/v1", StringComparison.Ordinal) || path.StartsWith("/ofrep", StringComparison.Ordinal))
            answer.Headers.CacheControl!.NoStore.Should().BeTrue("what it says of visitors stays in no cache");
    }

    [Fact]
    public async Task with_a_tracker_that_browsers_keep()
    {
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(engine.Host.Address, "/journey.js"));

        answer.Headers.CacheControl!.MaxAge.Should().BePositive();
    }

    [SkippableFact]
    public async Task with_a_reference_of_the_api_that_works_under_it()
    {
        await using var profile = await browser.Profile();
        var page = await profile.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, it) =>
        {
            if (it.Type == "error")
                complaints.Add(it.Text);
        };

        await page.GotoAsync(new Uri(engine.Host.Address, "/docs/").ToString());
        await page.GetByText("The collection notice in force").First.WaitForAsync();

        complaints.Should().BeEmpty();
    }
}
