using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>What a client says of its body, and how it sends it, is odd or wrong: never the engine's defect.</summary>
[Collection(EngineTests.Name)]
public sealed class a_request_is_announced_otherwise(EngineFixture engine)
{
    /// <summary>Right by RFC 9110, 8.3.2, or what people write for it.</summary>
    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=UTF8")]
    [InlineData("application/json; Charset=\"UTF-8\"; x=1")]
    public async Task as_utf_8_in_any_spelling_and_is_done(string type)
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));

        (await Sent(site, HttpMethod.Put, "/v1/settings", type, """{"visitGapMinutes":45}"""))
            .Should()
            .Be(HttpStatusCode.OK);
        (await Sent(site, HttpMethod.Post, "/v1/privacy/objection", type, """{"visitor":"v","objected":true}"""))
            .Should()
            .Be(HttpStatusCode.NoContent);
        (await Sent(site, HttpMethod.Post, "/v1/privacy/erase", type, """{"visitor":"v"}"""))
            .Should()
            .Be(HttpStatusCode.OK);
        (await site.Ask("/v1/visitors/v")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("POST", "/v1/privacy/links")]
    [InlineData("POST", "/v1/privacy/consent")]
    [InlineData("PUT", "/v1/privacy/details/email")]
    [InlineData("PUT", "/v1/keys/another")]
    [InlineData("POST", "/v1/reports/whatif/any")]
    [InlineData("POST", "/v1/reports/decisions/estimate")]
    [InlineData("POST", "/v1/predictions/returns")]
    public async Task as_utf_8_in_quotation_marks_wherever_json_is_read(string method, string path)
    {
        var site = await engine.NewSite();

        ((int)await Sent(site, new HttpMethod(method), path, "application/json; charset=\"utf-8\"", "{}"))
            .Should()
            .BeLessThan(500)
            .And.NotBe(415);
    }

    [Theory]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"utf-9\"")]
    [InlineData("application/json; charset=\"")]
    [InlineData("text/plain")]
    public async Task as_something_that_is_not_read_and_is_told_so(string type)
    {
        var site = await engine.NewSite();

        (await Sent(site, HttpMethod.Post, "/v1/privacy/erase", type, """{"visitor":"v"}"""))
            .Should()
            .Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public async Task as_a_choice_and_is_none(string body)
    {
        var site = await engine.NewSite();

        (await Sent(site, HttpMethod.Post, "/v1/privacy/consent", "application/json", body))
            .Should()
            .Be(HttpStatusCode.BadRequest);
        ((int)await Sent(site, HttpMethod.Post, "/v1/privacy/consent", "application/json", body, withKey: false))
            .Should()
            .BeInRange(400, 401);
    }

    [Fact]
    public async Task as_utf_8_and_holds_other_bytes()
    {
        var site = await engine.NewSite();
        byte[] body = [.. Encoding.ASCII.GetBytes("{\"stages\":[{\"name\":\""), 0xC3, 0x28, .. "\"}]}"u8];

        var answer = await site.Send(HttpMethod.Post, "/v1/reports/whatif/any", site.ReadKey, Json(body));

        ((int)answer.StatusCode).Should().BeInRange(400, 499);
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data; boundary=x", "x", 400)]
    [InlineData("", "", 415)]
    public async Task as_a_form_of_a_page_and_is_none(string type, string body, int status)
    {
        var site = await engine.NewSite();

        foreach (var page in new[] { "/privacy/tell", "/privacy/certificate" })
            ((int)await Sent(site, HttpMethod.Post, page, type, body)).Should().Be(status, page);
        foreach (var page in new[] { "/privacy/forget", "/privacy/choose" })
            ((int)await Sent(site, HttpMethod.Post, page, type, body)).Should().BeInRange(400, 499, page);
    }

    [Fact]
    public async Task as_a_form_with_more_than_a_form_may_hold()
    {
        var site = await engine.NewSite();
        const string Form = "application/x-www-form-urlencoded";
        var many = string.Join('&', Enumerable.Range(0, 1_100).Select(i => $"f{i}=1"));
        var longName = new string('f', 3_000) + "=1";

        foreach (var body in new[] { many, longName })
        {
            ((int)await Sent(site, HttpMethod.Post, "/privacy/tell", Form, body)).Should().Be(400);
            ((int)await Sent(site, HttpMethod.Post, "/privacy/certificate", Form, body)).Should().Be(400);
            ((int)await Sent(site, HttpMethod.Post, "/dashboard/sign-in/local", Form, body)).Should().BeLessThan(500);
        }
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("80000000")]
    [InlineData("x")]
    public async Task in_chunks_that_cannot_be(string size)
    {
        var site = await engine.NewSite();
        foreach (
            var path in new[]
            {
                "/v1/batch",
                "/v1/history",
                "/v1/privacy/erase",
                "/v1/privacy/consent",
                "/privacy/tell",
            }
        )
        {
            using var client = new TcpClient();
            await client.ConnectAsync(site.Address.Host, site.Address.Port);
            await using var stream = client.GetStream();
            var type = path.StartsWith("/v1", StringComparison.Ordinal) ? "json" : "x-www-form-urlencoded";
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/{type}\r\n"
                        + $"Authorization: Bearer {site.AdminKey}\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\nabc\r\n"
                )
            );
            using var reader = new StreamReader(stream);
            (await reader.ReadLineAsync()).Should().StartWith("HTTP/1.1 4", path);
        }
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private static async Task<HttpStatusCode> Sent(
        Site site,
        HttpMethod method,
        string path,
        string type,
        string body,
        bool withKey = true
    )
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        return (await site.Send(method, path, withKey ? site.AdminKey : null, content)).StatusCode;
    }
}
