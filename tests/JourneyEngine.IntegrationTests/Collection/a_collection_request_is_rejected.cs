using System.Net;
using System.Text;

namespace JourneyEngine.IntegrationTests.Collection;

[Collection(EngineTests.Name)]
public class a_collection_request_is_rejected(EngineFixture engine)
{
    private const string Good = """{"type":"page","messageId":"m1","anonymousId":"v1","name":"home"}""";

    private static readonly Dictionary<string, byte[]> Bodies = new()
    {
        ["nothing"] = [],
        ["half of it"] = Door.Bytes("""{"batch":[{"type":"page","""),
        ["trailing data"] = Door.Bytes(Batch(Good) + "{}"),
        ["a comment"] = Door.Bytes("/* hello */" + Batch(Good)),
        ["invalid UTF-8"] = [.. Door.Bytes("""{"batch":["""), .. Door.Bytes(Good), .. ",\""u8, 0xC3, 0x28, .. "\"]}"u8],
        ["an encoded surrogate"] = [.. "{\"batch\":[\""u8, 0xED, 0xA0, 0x80, .. "\"]}"u8],
        ["UTF-16"] = Encoding.Unicode.GetBytes(Batch(Good)),
        ["NUL in a value"] = Door.Bytes(Batch(Good, """{"type":"page","anonymousId":"v\u0000"}""")),
        ["NUL in a name"] = Door.Bytes(Batch(Good, """{"v\u0000":1}""")),
        ["half of a surrogate pair"] = Door.Bytes(Batch(Good, """{"type":"page","name":"\ud83d"}""")),
        ["a pair the wrong way round"] = Door.Bytes(Batch(Good, """{"type":"page","name":"\ude00\ud83d"}""")),
        ["a number bomb"] = Door.Bytes(Batch(Good, """{"properties":{"n":1e131071}}""")),
        ["a tiny number"] = Door.Bytes(Batch(Good, """{"properties":{"n":1e-131071}}""")),
        ["500 digits"] = Door.Bytes(Batch(Good, $$"""{"n":{{new string('9', 500)}}}""")),
        ["NaN"] = Door.Bytes(Batch(Good, """{"n":NaN}""")),
        ["17 deep"] = Door.Bytes(Batch(Good, Nested(15))),
        ["100,000 deep"] = Door.Bytes(Batch(Good, new string('[', 100_000))),
        ["257 keys"] = Door.Bytes(Batch(Good, Keys(257))),
        ["an array"] = Door.Bytes($"[{Good}]"),
        ["a text"] = Door.Bytes("\"batch\""),
        ["null"] = Door.Bytes("null"),
        ["no batch"] = Door.Bytes(Good),
        ["a batch that is no array"] = Door.Bytes($$"""{"batch":{{Good}}}"""),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task with_400_because_its_body_is_malformed(string body)
    {
        var site = await engine.NewSite();

        await Refused(
            site,
            await site.Knock("/v1/batch", Bodies[body], Door.Basic(site.WriteKey)),
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task with_413_because_it_is_too_large()
    {
        var site = await engine.NewSite();
        var big = Door.Bytes(Batch(Good, $$"""{"name":"{{new string('x', 500 * 1024)}}"}"""));
        var bomb = Door.Gzip(Door.Bytes(Batch(Good, new string(' ', 40_000_000))));
        var many = Door.Bytes(
            Batch([
                .. Enumerable
                    .Range(0, 2_501)
                    .Select(it => $$"""{"type":"page","messageId":"{{it}}","anonymousId":"v"}"""),
            ])
        );
        var call = Door.Bytes(
            $$"""{"anonymousId":"v","event":"e","properties":{"p":"{{new string('x', 32 * 1024)}}"} }"""
        );

        foreach (
            var (path, body, encoding) in new[]
            {
                ("/v1/batch", big, "identity"),
                ("/v1/batch", Door.Gzip(big), "gzip"),
                ("/v1/batch", bomb, "gzip"),
                ("/v1/batch", many, "identity"),
                ("/v1/batch", new byte[2_000_000], "identity"),
                ("/v1/track", call, "identity"),
                ("/v1/t", Door.Gzip(call), "gzip"),
                ("/v1/events", big, "identity"),
            }
        )
        {
            await Refused(
                site,
                await site.Knock(path, body, Door.Basic(site.WriteKey), ("Content-Encoding", encoding)),
                HttpStatusCode.RequestEntityTooLarge
            );
        }
    }

    [Fact]
    public async Task with_400_or_415_because_of_its_encoding_or_content_type()
    {
        var site = await engine.NewSite();
        var body = Door.Bytes(Batch(Good));
        var cut = Door.Gzip(body)[..^12];
        var flipped = Door.Gzip(body);
        flipped[flipped.Length / 2] ^= 0xFF;

        foreach (
            var (bytes, header, value, status) in new[]
            {
                (body, "Content-Encoding", "gzip", 400),
                (cut, "Content-Encoding", "gzip", 400),
                (flipped, "Content-Encoding", "gzip", 400),
                (body, "Content-Encoding", "br", 400),
                (Door.Gzip(body), "Content-Encoding", "identity", 400),
                (body, "Content-Encoding", "zstd", 415),
                (body, "Content-Encoding", "gzip, gzip", 415),
                (body, "Content-Type", "application/xml", 415),
                (body, "Content-Type", "nonsense", 415),
                (body, "Content-Type", "application/json; charset=utf-16", 415),
                (body, "Content-Type", "application/cloudevents+json", 415),
            }
        )
        {
            await Refused(
                site,
                await site.Knock("/v1/batch", bytes, Door.Basic(site.WriteKey), (header, value)),
                (HttpStatusCode)status
            );
        }
    }

    [Fact]
    public async Task with_401_or_403_because_of_its_key()
    {
        var site = await engine.NewSite();
        var body = Door.Bytes(Batch(Good));
        var unknown = "wk_" + new string('A', site.WriteKey.Length - 3);

        foreach (
            var authorization in new[]
            {
                null,
                "",
                "Basic",
                "Basic !!!",
                "Basic " + new string('A', 4_000),
                "Digest x",
                "Bearer",
                "Bearer \u007f",
                Door.Basic("\0\0"),
                Door.Basic(""),
                Door.Basic(unknown),
                "Bearer " + unknown,
                "Bearer " + site.WriteKey + "x",
                Door.Basic(site.WriteKey.ToUpperInvariant()),
            }
        )
        {
            await Refused(site, await site.Knock("/v1/batch", body, authorization), HttpStatusCode.Unauthorized);
        }

        await Refused(
            site,
            await site.Knock("/v1/batch", Door.Bytes($$"""{"writeKey":"{{site.ReadKey}}","batch":[{{Good}}]}"""), null),
            HttpStatusCode.Forbidden
        );
        await Refused(site, await site.Knock("/v1/batch", body, Door.Basic(site.ReadKey)), HttpStatusCode.Forbidden);
    }

    private async Task Refused(Site site, HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(status, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        text.Should().NotContain("   at ").And.NotContain(site.WriteKey);
        (await engine.Stored(site)).Should().BeEmpty();
    }

    private static string Batch(params string[] items) => $$"""{"batch":[{{string.Join(',', items)}}]}""";

    private static string Nested(int levels) =>
        string.Concat(Enumerable.Repeat("""{"a":""", levels)) + "1" + new string('}', levels);

    private static string Keys(int count) =>
        $$"""{{{string.Join(',', Enumerable.Range(0, count).Select(it => $"\"k{it}\":1"))}}}""";
}
