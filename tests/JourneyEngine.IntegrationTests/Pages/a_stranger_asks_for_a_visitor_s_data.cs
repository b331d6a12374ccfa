using System.Net;
using System.Net.Http.Json;

namespace JourneyEngine.IntegrationTests.Pages;

/// <summary>Who may not see gets the same answer whatever the reason; who names another is told so.</summary>
[Collection(PrivacyTests.Name)]
public class a_stranger_asks_for_a_visitor_s_data(EngineFixture engine)
{
    private const string Session = "__Host-journey-privacy";

    [Fact]
    public async Task by_eight_invalid_ways_and_always_gets_the_same_404()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon), Calls.Page("gone", "blog", Calls.Noon));
        var link = await Reader.Link(site, "dana", seconds: 1);
        var gone = await Cookie(await Reader.Link(site, "gone"));
        await site.Send(
            HttpMethod.Post,
            "/v1/privacy/erase",
            site.AdminKey,
            JsonContent.Create(new { visitor = "gone" })
        );
        await Task.Delay(1_100);

        var answers = new List<(HttpStatusCode, string)>
        {
            await Page("/privacy"),
            await Page("/privacy?link=nonsense"),
            await Page(new Uri(link).PathAndQuery),
            await Page("/privacy?link=" + new string('A', 120)),
            await Page("/privacy", $"{Session}=forged"),
            await Page("/privacy", "__Host-journey=forged"),
            await Page("/privacy", gone),
            await Page("/privacy", await Cookie(await Reader.Link(site, "nobody-ever"))),
        };

        answers.Should().AllSatisfy(it => it.Should().Be(answers[0]));
        answers[0].Item1.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("me")]
    [InlineData("export")]
    [InlineData("consent")]
    [InlineData("consent/receipt")]
    [InlineData("details")]
    public async Task by_naming_the_visitor_in_the_query_and_gets_403(string what)
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon), Calls.Page("omer", "blog", Calls.Noon));
        var cookie = await Cookie(await Reader.Link(site, "dana"));

        (await Get($"/v1/privacy/{what}?visitor=omer", cookie)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await Get($"/v1/privacy/{what}", cookie)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Get($"/v1/privacy/{what}", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task by_naming_the_visitor_in_a_body_and_erases_nothing()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon), Calls.Page("omer", "blog", Calls.Noon));
        var cookie = await Cookie(await Reader.Link(site, "dana"));

        (await Send(HttpMethod.Post, "/v1/privacy/erase", cookie, new { visitor = "omer" }))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);

        (await site.Ask("/v1/visitors/omer")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task from_a_page_of_another_origin_and_erases_nothing()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        var cookie = await Cookie(await Reader.Link(site, "dana"));

        (await Send(HttpMethod.Post, "/v1/privacy/erase", cookie, new { }, origin: "https://evil.example"))
            .IsSuccessStatusCode.Should()
            .BeFalse();
        (await Send(HttpMethod.Post, "/v1/privacy/erase", cookie, new { }, fetchSite: "cross-site"))
            .IsSuccessStatusCode.Should()
            .BeFalse();

        (await site.Ask("/v1/visitors/dana")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task with_a_forged_form_token_and_gets_403()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, "/privacy/forget"))
        {
            Content = new FormUrlEncodedContent([new("token", "forged"), new("lang", "en")]),
        };
        request.Headers.Add("Cookie", await Cookie(await Reader.Link(site, "dana")));

        using var client = Client();
        (await client.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("read")]
    public async Task with_a_write_or_read_key_and_gets_403(string key)
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("dana", "blog", Calls.Noon));

        (
            await site.Send(
                HttpMethod.Get,
                "/v1/privacy/me?visitor=dana",
                key == "write" ? site.WriteKey : site.ReadKey,
                null
            )
        )
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task through_an_alias_claimed_with_the_public_key_and_gets_403()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("victim", "blog", Calls.Noon));
        await site.Accepted(Calls.Page("attacker", "blog", Calls.Noon, userId: "victim"));
        await site.Get("/v1/reports/returns?wait=true");
        var cookie = await Cookie(await Reader.Link(site, "attacker"));

        (await Get("/v1/privacy/me?visitor=victim", cookie)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await Send(HttpMethod.Post, "/v1/privacy/erase", cookie, new { linked = true }))
            .IsSuccessStatusCode.Should()
            .BeTrue();

        (await site.Ask("/v1/visitors/victim")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode, string)> Page(string path, string? cookie = null)
    {
        var answer = await Get(path, cookie);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> Get(string path, string? cookie) => Send(HttpMethod.Get, path, cookie, null);

    private async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        string? cookie,
        object? body,
        string? origin = null,
        string? fetchSite = null
    )
    {
        using var client = Client();
        using var request = new HttpRequestMessage(method, new Uri(engine.Host.Address, path))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        foreach (var (name, value) in new[] { ("Cookie", cookie), ("Origin", origin), ("Sec-Fetch-Site", fetchSite) })
        {
            if (value is not null)
                request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }

    private static async Task<string> Cookie(string link)
    {
        using var client = Client();
        var answer = await client.GetAsync(new Uri(link));
        return answer
            .Headers.GetValues("Set-Cookie")
            .Single(it => it.StartsWith(Session, StringComparison.Ordinal))
            .Split(';')[0];
    }

    private static HttpClient Client() => new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
}
