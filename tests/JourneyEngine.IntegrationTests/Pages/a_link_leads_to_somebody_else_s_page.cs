using System.Net;

namespace JourneyEngine.IntegrationTests.Pages;

[Collection(PrivacyTests.Name)]
public sealed class a_link_leads_to_somebody_else_s_page(EngineFixture engine)
{
    private const string Session = "__Host-journey-privacy";

    [Fact]
    public async Task while_another_one_is_open_and_asks_before_it_takes_its_place()
    {
        var site = await engine.NewSite();
        var session = Begun(await Open(await Reader.Link(site, "dana")))!;
        var link = await Reader.Link(site, "eve");

        var asked = await Open(link, session);

        asked.StatusCode.Should().Be(HttpStatusCode.OK);
        (await asked.Content.ReadAsStringAsync())
            .Should()
            .Contain("Open the other page")
            .And.Contain("Stay where I am");
        Begun(asked).Should().BeNull();
        var pressed = await Press(link, session, fetchSite: "same-origin");
        (pressed.StatusCode, pressed.Headers.Location?.ToString()).Should().Be((HttpStatusCode.SeeOther, "/privacy"));
        Begun(pressed).Should().NotBeNull().And.NotBe(session);
    }

    [Fact]
    public async Task by_a_form_of_another_origin_and_opens_nothing()
    {
        var site = await engine.NewSite();
        var session = Begun(await Open(await Reader.Link(site, "dana")))!;

        var pressed = await Press(await Reader.Link(site, "eve"), session, fetchSite: "cross-site");

        pressed.StatusCode.Should().Be(HttpStatusCode.NotFound);
        Begun(pressed).Should().BeNull();
    }

    [Fact]
    public async Task only_if_it_is_not_the_page_that_is_open()
    {
        var site = await engine.NewSite();
        var session = Begun(await Open(await Reader.Link(site, "dana")))!;

        (await Open(await Reader.Link(site, "dana"), session)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await Open(await Reader.Link(site, "eve"))).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    private static Task<HttpResponseMessage> Open(string link, string? session = null) =>
        Send(HttpMethod.Get, new Uri(link), session, "none");

    private static Task<HttpResponseMessage> Press(string link, string session, string fetchSite) =>
        Send(HttpMethod.Post, new Uri(new Uri(link), "/privacy/switch" + new Uri(link).Query), session, fetchSite);

    private static async Task<HttpResponseMessage> Send(
        HttpMethod method,
        Uri address,
        string? session,
        string fetchSite
    )
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Sec-Fetch-Site", fetchSite);
        if (session is not null)
            request.Headers.Add("Cookie", session);
        return await client.SendAsync(request);
    }

    private static string? Begun(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.Single(it => it.StartsWith(Session, StringComparison.Ordinal)).Split(';')[0]
            : null;
}
