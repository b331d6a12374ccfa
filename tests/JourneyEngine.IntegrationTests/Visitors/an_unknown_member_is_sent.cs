using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Visitors;

/// <summary>Whoever misspells a setting is not told that it holds.</summary>
[Collection(EngineTests.Name)]
public class an_unknown_member_is_sent(EngineFixture engine)
{
    private const string Funnel =
        """{"stages":[{"name":"a","when":[{"kind":"page"}]},{"name":"b","goal":true,"when":[{"kind":"track"}]}]}""";

    [Theory]
    [InlineData("PUT", "/v1/settings", "visitGapMinutes, mode")]
    [InlineData("PUT", "/v1/notice", "kinds, purposes")]
    [InlineData("PUT", "/v1/keys/more", "scope, expiresAt")]
    [InlineData("PUT", "/v1/identity-secrets/one", "expiresAt")]
    [InlineData("PUT", "/v1/funnels/f", "stages")]
    [InlineData("PUT", "/v1/slots/s", "funnel, policy")]
    [InlineData("PUT", "/v1/fulfilment/settings", "letterEveryMonths, birthdayGift")]
    [InlineData("POST", "/v1/fulfilment/updates", "subject, text")]
    [InlineData("POST", "/v1/predictions/returns", "until, evaluateUntil")]
    [InlineData("POST", "/v1/predictions/conversions", "funnel, until")]
    [InlineData("POST", "/v1/privacy/links", "visitor, seconds")]
    [InlineData("POST", "/v1/privacy/consent", "visitor, granted")]
    [InlineData("POST", "/v1/privacy/objection", "objected, visitor")]
    [InlineData("POST", "/v1/privacy/erase", "visitor, linked")]
    [InlineData("POST", "/v1/privacy/forget-visit", "visit, visitor")]
    [InlineData("PUT", "/v1/privacy/details/email", "value, visitor")]
    [InlineData("POST", "/v1/reports/whatif/f", "stages")]
    [InlineData("POST", "/v1/reports/decisions/estimate/s", "funnel, policy")]
    public async Task to_any_address_of_the_admin_and_is_named_with_those_that_are_known(
        string method,
        string path,
        string known
    )
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", JsonNode.Parse(Funnel)!);
        await site.Put("/v1/slots/s", new { @default = new { name = "d", value = 1 } });
        var settings = await Text(site, "/v1/settings");

        var answer = await Send(site, method, path, """{"visitGapMinuts":45}""");

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!)
            .Should()
            .StartWith($"The body has no 'visitGapMinuts'. Known are: {known}");
        (await Text(site, "/v1/settings")).Should().Be(settings);
    }

    [Theory]
    [InlineData("/v1/settings", """{"visitGapMinutes":45,"mode":"personalize"}""")]
    [InlineData(
        "/v1/notice",
        """{"kinds":[{"kind":"page","properties":[{"name":"plan","type":"text","reason":"x"}]}],"purposes":[{"name":"updates","reason":{"en":"x","he":"א"}}],"details":[{"name":"email","shape":"email","purposes":["updates"]}]}"""
    )]
    [InlineData("/v1/funnels/f", Funnel)]
    [InlineData(
        "/v1/slots/s",
        """{"funnel":"f","policy":"learning","holdout":0.1,"shadow":"uniform","floor":0.1,"exposure":"reported","default":{"name":"d","value":"שלום"},"contents":[{"name":"c","value":{"a":1},"stages":["a"],"cap":{"times":2,"days":3},"tenureDays":{"from":1}}],"outcome":{"accepted":[{"kind":"track","name":["x","y"]}],"declined":[{"pathPrefix":"/no"}]}}"""
    )]
    [InlineData("/v1/fulfilment/settings", """{"letterEveryMonths":3,"birthdayGift":{"text":"t","subject":"s"}}""")]
    public async Task by_nobody_who_sends_back_what_was_read(string path, string body)
    {
        var site = await engine.NewSite();
        if (path != "/v1/funnels/f")
            await site.Put("/v1/funnels/f", JsonNode.Parse(Funnel)!);
        var put = await (await Send(site, "PUT", path, body)).Content.ReadAsStringAsync();
        var read = await Text(site, path);

        foreach (var text in new[] { put, read })
        {
            var again = await Send(site, "PUT", path, text);

            again.StatusCode.Should().Be(HttpStatusCode.OK, await again.Content.ReadAsStringAsync());
        }

        (await Text(site, path)).Should().Be(read, "nothing was changed, so it is no new version");
    }

    [Fact]
    public async Task by_nobody_who_sends_back_a_key_as_it_is_listed()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/keys/more", new { scope = "write", links = false });
        await site.Put("/v1/identity-secrets/one", new { });

        foreach (var (list, name) in new[] { ("/v1/keys", "more"), ("/v1/identity-secrets", "one") })
        {
            var entry = JsonNode.Parse(await Text(site, list))!.AsArray().Single(it => (string?)it!["name"] == name)!;
            var again = await Send(site, "PUT", $"{list}/{name}", entry.ToJsonString());

            again.IsSuccessStatusCode.Should().BeTrue(await again.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task by_nobody_who_erases_without_a_body()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));

        var answer = await site.Send(HttpMethod.Post, "/v1/privacy/erase", site.AdminKey, null);

        (await answer.Content.ReadAsStringAsync()).Should().NotContain("The body");
    }

    private static Task<HttpResponseMessage> Send(Site site, string method, string path, string body) =>
        site.Send(
            new HttpMethod(method),
            path,
            site.AdminKey,
            new StringContent(body, new MediaTypeHeaderValue("application/json"))
        );

    private static async Task<string> Text(Site site, string path) =>
        await (await site.Send(HttpMethod.Get, path, site.AdminKey, null)).Content.ReadAsStringAsync();
}
