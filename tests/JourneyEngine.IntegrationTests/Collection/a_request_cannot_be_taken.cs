using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace JourneyEngine.IntegrationTests.Collection;

[Collection(EngineTests.Name)]
public class a_request_cannot_be_taken(EngineFixture engine)
{
    private const string Good = """{"type":"page","messageId":"m","anonymousId":"v"}""";

    public static TheoryData<string, byte[], int> Bodies => new()
    {
        { "malformed", Text("""{"batch":["""), 400 },
        { "trailing data", Text($$"""{"batch":[{{Good}}]} {}"""), 400 },
        { "comments", Text($$"""{"batch":[{{Good}}] /* */}"""), 400 },
        { "empty", [], 400 },
        { "no object", Text("[1]"), 400 },
        { "no batch", Text("{}"), 400 },
        { "batch is no list", Text("""{"batch":{}}"""), 400 },
        { "invalid UTF-8", [.. Text("{\"batch\":[{\"type\":\"page\",\"name\":\""), 0xC3, 0x28, .. Text("\",\"anonymousId\":\"v\"}]}")], 400 },
        { "NUL", Item("""{"type":"page","anonymousId":"v","name":"a\u0000b"}"""), 400 },
        { "NUL in a name", Item("""{"type":"page","anonymousId":"v","a\u0000b":1}"""), 400 },
        { "half a surrogate pair", Item("""{"type":"page","anonymousId":"v","name":"\ud800"}"""), 400 },
        { "number bomb", Item("""{"type":"page","anonymousId":"v","properties":{"n":1e131071}}"""), 400 },
        { "tiny number bomb", Item("""{"type":"page","anonymousId":"v","properties":{"n":1e-131071}}"""), 400 },
        { "long number", Item($$$"""{"type":"page","anonymousId":"v","properties":{"n":{{{new string('9', 500)}}}}}"""), 400 },
        { "too deep", Item($$$"""{"type":"page","anonymousId":"v","properties":{{{new string('[', 17)}}}{{{new string(']', 17)}}}}"""), 400 },
        { "too many keys", Item("{\"type\":\"page\",\"anonymousId\":\"v\"," + string.Join(',', Enumerable.Range(0, 257).Select(i => $"\"k{i}\":1")) + "}"), 400 },
        { "too many items", Text("""{"batch":[""" + string.Join(',', Enumerable.Repeat("{}", 2_501)) + "]}"), 413 },
        { "too large", Text($$"""{"batch":[{{Good}}],"x":"{{new string('x', 500 * 1024)}}"}"""), 413 },
        { "larger than a server reads", Text($$"""{"batch":[{{Good}}],"x":"{{new string('x', 3 * 1024 * 1024)}}"}"""), 413 },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task because_of_its_body(string what, byte[] body, int status)
    {
        var site = await engine.NewSite();

        await Refused(site, Request(site, "/v1/batch", body), status, what);
    }

    public static TheoryData<string, string, string?, string?, int> Heads => new()
    {
        { "unknown encoding", "/v1/batch", "zstd", "application/json", 415 },
        { "corrupt gzip", "/v1/batch", "gzip", "application/json", 400 },
        { "corrupt brotli", "/v1/batch", "br", "application/json", 400 },
        { "unknown type", "/v1/batch", null, "application/xml", 415 },
        { "another charset", "/v1/batch", null, "application/json; charset=utf-16", 415 },
        { "CloudEvents at Segment's address", "/v1/batch", null, "application/cloudevents+json", 415 },
    };

    [Theory, MemberData(nameof(Heads))]
    public async Task because_of_its_head(string what, string path, string? encoding, string? type, int status)
    {
        var site = await engine.NewSite();

        await Refused(site, Request(site, path, Item(Good), type, encoding), status, what);
    }

    [Fact]
    public async Task because_it_unpacks_to_more_than_the_limit()
    {
        var site = await engine.NewSite();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[64 * 1024 * 1024]);

        await Refused(site, Request(site, "/v1/batch", packed.ToArray(), "application/json", "gzip"), 413, "bomb");
    }

    [Fact]
    public async Task because_a_single_call_is_over_32_kilobytes()
    {
        var site = await engine.NewSite();

        await Refused(site, Request(site, "/v1/page", Text($$"""{"anonymousId":"v","name":"{{new string('x', 33 * 1024)}}"}""")), 413, "large call");
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wk_unknown", 401)]
    [InlineData("Basic !!!", 401)]
    [InlineData("Digest x", 401)]
    [InlineData("read", 403)]
    public async Task because_of_its_key(string? authorization, int status)
    {
        var site = await engine.NewSite();
        var request = Request(site, "/v1/batch", Item(Good));
        request.Headers.Authorization = null;
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization == "read" ? "Bearer " + site.ReadKey : authorization);

        await Refused(site, request, status, authorization ?? "none");
    }

    private async Task Refused(Site site, HttpRequestMessage request, int status, string what)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();

        ((int)answer.StatusCode).Should().Be(status, $"{what}: {said}");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json", what);
        if (status == (int)HttpStatusCode.Unauthorized)
            answer.Headers.WwwAuthenticate.Should().NotBeEmpty();
        await using var command = engine.Database.CreateCommand("select count(*) from journey.mt_events where tenant_id = $1");
        command.Parameters.Add(new() { Value = site.Name });
        (await command.ExecuteScalarAsync()).Should().Be(0L, what);
    }

    private static HttpRequestMessage Request(Site site, string path, byte[] body, string? type = "application/json", string? encoding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (type is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Text(site.WriteKey + ":")));
        return request;
    }

    private static byte[] Item(string item) => Text($$"""{"batch":[{{Good}},{{item}}]}""");

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
