using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http;

namespace JourneyEngine.IntegrationTests.Collection;

/// <summary>The tracker's cookie, byte by byte: where it counts and where it does not.</summary>
[Collection(EngineTests.Name)]
public class the_visitor_cookie_is_used(EngineFixture engine)
{
    private const string Page = """{"type":"page","name":"home"}""";

    [Fact]
    public async Task to_identify_the_visitor_of_items_without_an_id()
    {
        var site = await engine.NewSite();
        var cookie = await Named(site);

        var answer = await Send(
            site,
            "/v1/batch",
            Batch(site, Page, """{"type":"page","anonymousId":"a"}""", """{"type":"page","userId":"u"}"""),
            cookie
        );
        var single = await Send(site, "/v1/page", $$"""{"writeKey":"{{site.WriteKey}}","name":"home"}""", cookie);

        (await Door.InOrder(answer))
            .Concat(await Door.InOrder(single))
            .Should()
            .Equal("accepted", "accepted", "accepted", "accepted");
        (await Visitors(site)).Should().HaveCount(3).And.Contain(["a", "u"]).And.ContainSingle(it => it.Length == 32);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.test")]
    [InlineData("Origin", "null")]
    public async Task from_a_page_of_another_origin_and_is_ignored(string header, string value)
    {
        var site = await engine.NewSite();
        await site.Put("/v1/slots/hero", new { @default = new { name = "d", value = 1 } });
        var cookie = await Named(site);

        (await Door.InOrder(await Send(site, "/v1/batch", Batch(site, Page), cookie, (header, value))))
            .Single()
            .Should()
            .StartWith("refused: no visitor");
        (await Ask(site, cookie, (header, value))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Send(site, "/v1/visitor", "{}", null, (header, value), ("Authorization", "Bearer " + site.WriteKey)))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
        (await Ask(site, cookie, ("Sec-Fetch-Site", "same-origin"))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task from_another_site_or_forged_and_is_ignored()
    {
        var (site, other) = (await engine.NewSite(), await engine.NewSite());
        var cookie = await Named(other);

        foreach (
            var wrong in new[] { cookie, cookie[..^3] + "abc", VisitorCookie.Name + "=x", VisitorCookie.Name + "=" }
        )
            (await Door.InOrder(await Send(site, "/v1/batch", Batch(site, Page), wrong)))
                .Single()
                .Should()
                .StartWith("refused: no visitor");
    }

    [Fact]
    public async Task by_a_visitor_who_has_one_and_no_new_cookie_is_set()
    {
        var site = await engine.NewSite();
        var cookie = await Named(site);

        var again = await Send(site, "/v1/visitor", "{}", cookie, ("Authorization", "Bearer " + site.WriteKey));

        (await again.Content.ReadAsStringAsync()).Should().Be("""{"new":false}""");
        again.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"refused":["measure"]}""", 204)]
    [InlineData("""{"granted":["measure"]}""", 200)]
    [InlineData("""{"granted":"measure"}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("", 200)]
    public async Task only_by_visitors_who_do_not_refuse_measurement(string body, int status)
    {
        var site = await engine.NewSite();

        var answer = await Send(site, "/v1/visitor", body, null, ("Authorization", "Bearer " + site.WriteKey));

        ((int)answer.StatusCode).Should().Be(status);
        answer.Headers.Contains("Set-Cookie").Should().Be(status == 200);
    }

    [Fact]
    public async Task only_with_the_site_s_write_key()
    {
        var site = await engine.NewSite();

        (await Send(site, "/v1/visitor", "{}", null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await Send(site, "/v1/visitor", "{}", null, ("Authorization", "Bearer " + site.ReadKey)))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
    }

    private static async Task<string> Named(Site site)
    {
        var answer = await Send(site, "/v1/visitor", $$"""{"writeKey":"{{site.WriteKey}}"}""", null);
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!.ToJsonString().Should().Be("""{"new":true}""");
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static string Batch(Site site, params string[] items) =>
        $$"""{"writeKey":"{{site.WriteKey}}","batch":[{{string.Join(',', items)}}]}""";

    private static Task<HttpResponseMessage> Ask(Site site, string cookie, (string, string) header) =>
        site.Knock(
            "/ofrep/v1/evaluate/flags/hero",
            Door.Bytes("""{"context":{}}"""),
            "Bearer " + site.WriteKey,
            ("Cookie", cookie),
            header
        );

    private static Task<HttpResponseMessage> Send(
        Site site,
        string path,
        string body,
        string? cookie,
        params (string Name, string Value)[] headers
    ) =>
        site.Knock(
            path,
            Door.Bytes(body),
            null,
            [
                ("Content-Type", "text/plain;charset=UTF-8"),
                .. headers,
                .. cookie is null ? [] : new[] { ("Cookie", cookie) },
            ]
        );

    private async Task<string[]> Visitors(Site site)
    {
        await using var command = engine.Database.CreateCommand(
            "select distinct stream_id from journey.mt_events where tenant_id = $1 and stream_id like 'visitor/%'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        var visitors = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            visitors.Add(reader.GetString(0)["visitor/".Length..]);
        return [.. visitors];
    }
}
