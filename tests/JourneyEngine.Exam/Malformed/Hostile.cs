using System.Text;

namespace JourneyEngine.Exam.Malformed;

/// <summary>Values that have broken programs before.</summary>
internal static class Hostile
{
    private static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "..",
        "../../../etc/passwd",
        "%",
        "%00",
        "%ff%fe",
        "\u202e",
        "👩‍👩‍👧",
        "\ud800",
        "אבג",
        "null",
        "true",
        "NaN",
        "-0",
        "-1",
        "1e309",
        "1e131071",
        "99999999999999999999",
        "2147483648",
        "0x10",
        "1,5",
        "2026-13-45",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999+14:00",
        "-P1D",
        "'; drop table journey.keys; --",
        "{}",
        "[]",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "a\r\nSet-Cookie: b=c",
        "visitor/*",
        "demo",
        "hero",
        "exam",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "hourly",
        "csv",
        "en-x-\u0000",
        "he",
    ];

    private static readonly string[] Tokens =
    [
        "null",
        "true",
        "false",
        "[]",
        "{}",
        "-1",
        "0",
        "1e308",
        "1e131071",
        "1e-131071",
        "-0.0",
        "99999999999999999999",
        "\"\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "NaN",
        "Infinity",
        "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
        "{\"a\":1,\"a\":2}",
        "\"2026-02-30\"",
        "[null]",
        "[{}]",
        "\"\u05d0\"",
        "01",
        "+1",
        "'x'",
        "// c\n1",
        "\"/\\\\..\"",
    ];

    public static string Text(Random chance) =>
        chance.Next(40) == 0 ? new string('x', chance.Next(1, 9_000)) : Texts[chance.Next(Texts.Length)];

    /// <summary>What stands for a value in a JSON text, and may be none.</summary>
    public static string Token(Random chance) =>
        chance.Next(40) == 0 ? $"\"{new string('y', chance.Next(1, 40_000))}\"" : Tokens[chance.Next(Tokens.Length)];

    /// <summary>As often as not left as it is.</summary>
    public static byte[] Bytes(string text, Random chance)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (chance.Next(16))
        {
            case 0:
                return bytes[..chance.Next(bytes.Length + 1)];
            case 1:
                return [.. bytes, 0xFF, 0xC3, 0x28];
            case 2:
                return Encoding.Unicode.GetBytes(text);
            case 3:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 4:
                for (var flips = chance.Next(1, 4); flips > 0 && bytes.Length > 0; flips--)
                    bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
                return bytes;
            case 5:
                chance.NextBytes(bytes);
                return bytes;
            case 6:
                return [.. bytes, .. bytes];
            default:
                return bytes;
        }
    }
}
