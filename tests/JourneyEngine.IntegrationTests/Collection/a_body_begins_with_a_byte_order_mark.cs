using System.Net;

namespace JourneyEngine.IntegrationTests.Collection;

/// <summary>As many editors and scripts of Windows write JSON.</summary>
[Collection(EngineTests.Name)]
public class a_body_begins_with_a_byte_order_mark(EngineFixture engine)
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    [Theory]
    [InlineData("/v1/batch", """{"batch":[{"type":"page","messageId":"1","anonymousId":"v","name":"בית"}]}""", null)]
    [InlineData("/v1/b", """{"batch":[{"type":"page","messageId":"1","anonymousId":"v","name":"בית"}]}""", null)]
    [InlineData("/v1/page", """{"messageId":"1","anonymousId":"v","name":"בית"}""", null)]
    [InlineData("/v1/t", """{"messageId":"1","anonymousId":"v","event":"בית"}""", "text/plain")]
    [InlineData(
        "/v1/track",
        """{"messageId":"1","anonymousId":"v","event":"בית"}""",
        "application/x-www-form-urlencoded"
    )]
    [InlineData(
        "/v1/events",
        """{"specversion":"1.0","id":"1","source":"s","type":"page","subject":"v","data":{"name":"בית"}}""",
        "application/cloudevents+json"
    )]
    [InlineData(
        "/v1/events",
        """[{"specversion":"1.0","id":"1","source":"s","type":"page","subject":"v","data":{"name":"בית"}}]""",
        "application/cloudevents-batch+json"
    )]
    public async Task at_a_door_that_collects_and_is_taken_plain_or_packed(string path, string body, string? type)
    {
        var site = await engine.NewSite();
        byte[] marked = [.. Mark, .. Door.Bytes(body)];
        var headers = ("Content-Type", type ?? "application/json; charset=utf-8");

        (await Door.InOrder(await site.Knock(path, marked, Door.Basic(site.WriteKey), headers)))
            .Should()
            .Equal("accepted");
        (
            await Door.InOrder(
                await site.Knock(
                    path,
                    Door.Gzip(marked),
                    Door.Basic(site.WriteKey),
                    headers,
                    ("Content-Encoding", "gzip")
                )
            )
        )
            .Should()
            .Equal("duplicate");
        (await engine.Stored(site)).Should().ContainSingle().Which.Should().Contain("בית");
    }

    [Fact]
    public async Task at_the_binary_door_of_cloud_events_and_is_taken()
    {
        var site = await engine.NewSite();

        var answer = await site.Knock(
            "/v1/events",
            [.. Mark, .. Door.Bytes("""{"name":"home"}""")],
            Door.Basic(site.WriteKey),
            ("ce-specversion", "1.0"),
            ("ce-id", "1"),
            ("ce-source", "s"),
            ("ce-type", "page"),
            ("ce-subject", "v")
        );

        (await Door.InOrder(answer)).Should().Equal("accepted");
    }

    [Theory]
    [InlineData("PUT", "/v1/settings", """{"visitGapMinutes":45}""")]
    [InlineData("PUT", "/v1/notice", """{"kinds":[{"kind":"page"}]}""")]
    [InlineData("PUT", "/v1/keys/more", """{"scope":"read"}""")]
    [InlineData("PUT", "/v1/identity-secrets/one", "{}")]
    [InlineData(
        "PUT",
        "/v1/funnels/f",
        """{"stages":[{"name":"a","when":[{"kind":"page"}]},{"name":"b","goal":true,"when":[{"kind":"track"}]}]}"""
    )]
    [InlineData("PUT", "/v1/slots/s", """{"default":{"name":"d","value":"שלום"}}""")]
    [InlineData("PUT", "/v1/fulfilment/settings", """{"letterEveryMonths":3}""")]
    [InlineData("POST", "/v1/privacy/links", """{"visitor":"v"}""")]
    [InlineData("POST", "/v1/privacy/consent", """{"visitor":"v","granted":["measure"]}""")]
    [InlineData("POST", "/v1/privacy/objection", """{"visitor":"v","objected":true}""")]
    [InlineData("POST", "/v1/privacy/erase", """{"visitor":"v","dryRun":true}""")]
    public async Task at_a_door_of_the_admin_and_is_taken(string method, string path, string body)
    {
        var site = await engine.NewSite();
        using var content = new ByteArrayContent([.. Mark, .. Door.Bytes(body)]);
        content.Headers.ContentType = new("application/json");

        var answer = await site.Send(new HttpMethod(method), path, site.AdminKey, content);

        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task that_asks_what_to_show_and_is_answered()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/slots/s", new { @default = new { name = "d", value = "Hello" } });

        var answer = await site.Knock(
            "/ofrep/v1/evaluate/flags/s",
            [.. Mark, .. Door.Bytes("""{"context":{"targetingKey":"v"}}""")],
            "Bearer " + site.WriteKey
        );

        (await answer.Content.ReadAsStringAsync()).Should().Contain("Hello");
    }

    [Fact]
    public async Task twice_and_is_refused_as_before()
    {
        var site = await engine.NewSite();

        var answer = await site.Knock(
            "/v1/page",
            [.. Mark, .. Mark, .. Door.Bytes("""{"anonymousId":"v"}""")],
            Door.Basic(site.WriteKey)
        );

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}
