using System.Text.Json;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Reads an evaluation request of OFREP (the OpenFeature Remote Evaluation Protocol, 0.1). Only the targeting
/// key is looked at.</summary>
internal static class OfrepRequest
{
    private const int MostBytes = 64 * 1024;
    private const int LongestKey = 256;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The visitor who is asked for, or the error code and detail that OFREP has for what is wrong.</summary>
    /// <param name="own">Whom the tracker's cookie names; asked where no targeting key was sent.</param>
    public static async Task<(string? Visitor, string? ErrorCode, string? Detail)> Read(
        HttpRequest request,
        Func<string?> own,
        CancellationToken cancellation
    )
    {
        using var body = new BoundedBody(MostBytes);
        if (!await body.Fill(request.Body, cancellation))
            return (null, "INVALID_CONTEXT", $"The context is larger than {MostBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(body.Bytes, Options);
            return Visitor(document.RootElement, own);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return (null, "PARSE_ERROR", "The body is not a JSON object with a context.");
        }
    }

    public static OfrepFailure Failure(string? key, string code, string? detail) => new(key, code, detail);

    private static (string?, string?, string?) Visitor(JsonElement root, Func<string?> own)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("context", out var context)
            || context.ValueKind != JsonValueKind.Object
        )
            return (null, "INVALID_CONTEXT", "Send {\"context\":{\"targetingKey\":\"<visitor>\"}}.");
        if (!context.TryGetProperty("targetingKey", out var key) && own() is { } named)
            return (named, null, null);
        if (key.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(key.GetString()))
            return (null, "TARGETING_KEY_MISSING", "context.targetingKey names the visitor.");
        var visitor = key.GetString()!;
        return visitor.Length > LongestKey || visitor.Any(char.IsControl)
            ? (
                null,
                "INVALID_CONTEXT",
                $"A targeting key has at most {LongestKey} characters, none of them a control character."
            )
            : (visitor, null, null);
    }
}
