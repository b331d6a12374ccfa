using System.Text;
using System.Text.Json;
using JourneyEngine.Http;

namespace JourneyEngine.Tests.Collection;

public sealed class a_json_body_is_validated
{
    public static TheoryData<string, string> Good =>
        new()
        {
            { "deep", Nested(16) },
            { "many members", Members(256) },
            { "many objects", $"[{string.Join(',', Enumerable.Repeat(Members(200), 3))}]" },
            { "a whole surrogate pair", """["\ud83d\ude00"]""" },
            { "any script", """{"שלום":"日本 😀"}""" },
            { "escapes", """["\u0001\n\t\"\\"]""" },
            { "numbers", "[0,-0,0.0,1.5e-3,1e21,-1e21,1234567890123456789,1e-21]" },
        };

    [Theory, MemberData(nameof(Good))]
    public void within_every_limit_and_passes(string what, string json) =>
        FluentActions.Invoking(() => Check(json)).Should().NotThrow(what);

    public static TheoryData<string, string, string> Bad =>
        new()
        {
            { "nothing", "", "well-formed" },
            { "white space", "  ", "well-formed" },
            { "half an object", """{"a":""", "well-formed" },
            { "two values", "{} {}", "well-formed" },
            { "a comment", "{} // so", "well-formed" },
            { "a trailing comma", "[1,]", "well-formed" },
            { "a byte order mark", "\ufeff{}", "well-formed" },
            { "a raw control character", "[\"a\0b\"]", "well-formed" },
            { "NaN", "[NaN]", "well-formed" },
            { "too deep", Nested(17), "deeper than 16" },
            { "too many members", Members(257), "256 members" },
            { "NUL in a text", """["a\u0000b"]""", "NUL" },
            { "NUL in a name", """{"a\u0000b":1}""", "NUL" },
            { "the first half of a pair", """["\ud800"]""", "surrogate" },
            { "the second half of a pair", """["\udc00x"]""", "surrogate" },
            { "a pair the wrong way round", """["\ude00\ud83d"]""", "surrogate" },
            { "half a pair in a name", """{"\ud800":1}""", "surrogate" },
            { "a number bomb", "[1e131071]", "number" },
            { "a tiny number bomb", "[1e-131071]", "number" },
            { "a bomb that is zero", "[0e131071]", "number" },
            { "no finite double", "[1e400]", "number" },
            { "many digits", $"[{new string('9', 33)}]", "number" },
            { "many decimals", $"[0.{new string('1', 40)}]", "number" },
        };

    [Theory, MemberData(nameof(Bad))]
    public void beyond_a_limit_or_malformed_and_the_reason_is_told(string what, string json, string reason)
    {
        var refused = FluentActions.Invoking(() => Check(json)).Should().Throw<RefusedException>(what).Which;

        refused.Status.Should().Be(400);
        refused.Message.Should().Contain(reason);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 })]
    public void with_invalid_utf_8_and_is_rejected(byte[] body) =>
        FluentActions.Invoking(() => TokenGate.Check(body)).Should().Throw<RefusedException>().WithMessage("*UTF-8*");

    // Whatever the bytes: they pass, and then every reader behind can build them; or they are refused in words.
    [FsCheck.Xunit.Property(MaxTest = 2_000)]
    public bool with_random_bytes_and_either_parses_or_gets_400(byte[] noise, byte at)
    {
        var body = Encoding.UTF8.GetBytes(
            """{"batch":[{"type":"page","anonymousId":"v","n":1.5,"t":"\ud83d\ude00"}]}"""
        );
        var from = at % body.Length;
        noise.AsSpan(0, Math.Min(noise.Length, body.Length - from)).CopyTo(body.AsSpan(from));
        try
        {
            TokenGate.Check(body);
        }
        catch (RefusedException refused)
        {
            return refused.Status == 400;
        }

        return JsonDocument.Parse(body).RootElement.GetRawText().Length > 0;
    }

    private static void Check(string json) => TokenGate.Check(Encoding.UTF8.GetBytes(json));

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Members(int count) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":1"))}}}";
}
