using System.IO.Compression;
using System.Text.RegularExpressions;

namespace JourneyEngine.Exam.Malformed;

/// <summary>Requests that are nearly right, or not at all.</summary>
/// <param name="keys">Those that open something.</param>
internal sealed partial class MalformedRequest(
    IReadOnlyList<Operation> operations,
    Json json,
    IReadOnlyList<string> keys
)
{
    private static readonly string[] Types =
    [
        "application/json",
        "application/json; charset=\"utf-8\"",
        "application/json; charset=utf-16",
        "application/json; charset=x",
        "text/plain",
        "text/csv",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "application/xml",
        "a/b; c",
        "",
    ];

    private static readonly string[] Encodings = ["gzip", "br", "deflate", "gzip, gzip", "identity", "x", "GZIP"];

    private static readonly string[] Headers =
    [
        "Accept",
        "Accept-Language",
        "If-None-Match",
        "Cookie",
        "Origin",
        "Sec-GPC",
        "Range",
        "X-Forwarded-For",
        "Forwarded",
        "traceparent",
        "tenant-id",
        "id",
        "X-HTTP-Method-Override",
        "Referer",
        "User-Agent",
        "Idempotency-Key",
        "DNT",
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"];

    public HttpRequestMessage Next(Random chance)
    {
        var operation = operations[chance.Next(operations.Count)];
        var method = chance.Next(30) == 0 ? Methods[chance.Next(Methods.Length)] : operation.Method;
        var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(Address(operation, chance), UriKind.Relative)
        );
        Authorize(request, chance);
        for (var headers = chance.Next(3); headers > 0; headers--)
            request.Headers.TryAddWithoutValidation(Headers[chance.Next(Headers.Length)], Header(chance));
        if (operation.Body is not null && method is not ("GET" or "HEAD") && chance.Next(20) > 0)
            request.Content = Body(operation, chance);
        return request;
    }

    private static string Address(Operation operation, Random chance)
    {
        var path = Hole()
            .Replace(
                operation.Path,
                it =>
                    Uri.EscapeDataString(
                        chance.Next(3) == 0 ? Clean(Hostile.Text(chance))
                        : it.Value.EndsWith(":uuid}", StringComparison.Ordinal) ? Guid.Empty.ToString()
                        : Known(chance)
                    )
            );
        var query = string.Join(
            '&',
            operation
                .Query.Where(_ => chance.Next(3) == 0)
                .Concat(chance.Next(20) == 0 ? ["unknown"] : [])
                .Select(it => $"{it}={Value(chance)}")
        );
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string Value(Random chance) =>
        chance.Next(3) switch
        {
            0 => "%C3%28",
            1 => Uri.EscapeDataString(Clean(Hostile.Text(chance))),
            _ => Uri.EscapeDataString(Known(chance)),
        };

    private static string Known(Random chance) =>
        new[] { "exam", "hero", "v1", "2026-11-01", "10", "campaign", "csv", "en", "true", "updates" }[chance.Next(10)];

    private void Authorize(HttpRequestMessage request, Random chance)
    {
        var key = keys[chance.Next(keys.Count)];
        var value = chance.Next(12) switch
        {
            0 => null,
            1 => "Bearer",
            2 => $"Bearer {Clean(Hostile.Text(chance))}",
            3 => $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key + ":"))}",
            4 => "Basic !!!",
            5 => $"bearer  {key}",
            _ => $"Bearer {key}",
        };
        if (value is not null)
            request.Headers.TryAddWithoutValidation("Authorization", Line(value));
    }

    private ByteArrayContent Body(Operation operation, Random chance)
    {
        var text =
            operation.Type == "application/x-www-form-urlencoded"
                ? string.Join('&', operation.Query.Select(it => $"{it}={Value(chance)}"))
                : json.Of(operation.Body!, chance);
        var bytes = Hostile.Bytes(text, chance);
        var encoding = chance.Next(12) == 0 ? Encodings[chance.Next(Encodings.Length)] : null;
        if (encoding == "gzip" && chance.Next(2) == 0)
            bytes = Zipped(bytes);
        var content = new ByteArrayContent(bytes);
        var type = chance.Next(6) == 0 ? Types[chance.Next(Types.Length)] : operation.Type!;
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return memory.ToArray();
    }

    private static string Header(Random chance) =>
        chance.Next(2) == 0
            ? Line(Hostile.Text(chance))
            : new[]
            {
                "text/csv",
                "he-IL,he;q=0.9",
                "*",
                "W/\"x\"",
                "1",
                "bytes=0-1",
                "a=b; c=d",
                "https://shop.example",
            }[chance.Next(8)];

    /// <summary>What a client can put into a header.</summary>
    private static string Line(string text) => new([.. text.Where(it => it is >= ' ' and < '\u007f')]);

    /// <summary>Without what cannot be escaped.</summary>
    private static string Clean(string text) => new([.. text.Where(it => !char.IsSurrogate(it))]);

    [GeneratedRegex("\\{[^}]*\\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();
}
