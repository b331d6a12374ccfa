using System.Text.Json;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Reads an evaluation request of OFREP (the OpenFeature Remote Evaluation Protocol, 0.1). Only the targeting
/// key and the identity proof are looked at.</summary>
internal static class OfrepRequest
{
    private const int MostBytes = 64 * 1024;
    private const int LongestKey = 256;

    /// <summary>Where a provider sends what is not part of the evaluation context.</summary>
    private const string ProofHeader = "Journey-Identity-Proof";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The visitor who is asked for, or the error code and detail that OFREP has for what is wrong.</summary>
    /// <param name="own">Whom the tracker's cookie names; asked where no targeting key was sent.</param>
    public static async Task<OfrepAsked> Read(HttpRequest request, Func<string?> own, CancellationToken cancellation)
    {
        using var body = new BoundedBody(MostBytes);
        if (!await body.Fill(request.Body, cancellation))
            return new OfrepAsked(null, null, "INVALID_CONTEXT", $"The context is larger than {MostBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(body.Bytes, Options);
            var (visitor, error, detail) = Visitor(document.RootElement, own);
            return new OfrepAsked(visitor, Proof(request, document.RootElement), error, detail);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return new OfrepAsked(null, null, "PARSE_ERROR", "The body is not a JSON object with a context.");
        }
    }

    private static string? Proof(HttpRequest request, JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("context", out var context)
        && context.ValueKind == JsonValueKind.Object
        && context.TryGetProperty("identityProof", out var proof)
        && proof.ValueKind == JsonValueKind.String
            ? proof.GetString()
            : (string?)request.Headers[ProofHeader];

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
        var (visitor, id) = (key.GetString()!, NormalId.Of(key.GetString()!));
        return id.Length > LongestKey || id.Any(char.IsControl)
            ? (
                null,
                "INVALID_CONTEXT",
                $"A targeting key has at most {LongestKey} characters, none of them a control character."
            )
            : (visitor, null, null);
    }
}
