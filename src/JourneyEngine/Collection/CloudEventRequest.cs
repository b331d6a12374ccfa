using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>
/// CloudEvents 1.0 over HTTP: structured, batched and binary. The type is the kind, the subject the visitor, source and id together
/// the message id; data carries what a Segment call would.
/// </summary>
internal static class CloudEventRequest
{
    public const string Structured = "application/cloudevents+json";
    public const string Batched = "application/cloudevents-batch+json";
    private const string KindPrefix = "journey.";
    private const string ExportedLink = "identity_linked";
    private static readonly Call Nothing = new();
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <remarks>The content type tells the modes apart (HTTP protocol binding, section 3); gateways add <c>ce-</c> headers to the others too.</remarks>
    public static bool IsBinary(HttpRequest request) =>
        request.Headers.ContainsKey("ce-specversion")
        && request.ContentType?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) is not true;

    /// <summary>Attributes of the binary mode, as the structured mode has them: header <c>ce-id</c> is <c>id</c>, percent-decoded.</summary>
    /// <exception cref="RefusedException">400: a header decodes to what the token gate would not let in.</exception>
    public static JsonElement Binary(IHeaderDictionary headers, JsonElement data)
    {
        var attributes = new JsonObject();
        foreach (var header in headers.Where(it => it.Key.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)))
            attributes[header.Key[3..].ToLowerInvariant()] = Uri.UnescapeDataString(header.Value.ToString());
        attributes["data"] = JsonNode.Parse(data.GetRawText());
        var json = JsonSerializer.SerializeToUtf8Bytes(attributes);
        TokenGate.Check(json);
        return JsonSerializer.Deserialize<JsonElement>(json);
    }

    /// <param name="binary">The headers, where the attributes are in them.</param>
    /// <param name="ownSource">The source of the site's own export; there the id alone is the message id.</param>
    /// <exception cref="RefusedException">The body does not pass the token gate, or holds too many events.</exception>
    public static Request Of(ReadOnlyMemory<byte> json, IHeaderDictionary? binary, string ownSource, DateTimeOffset receivedAt)
    {
        TokenGate.Check(json.Span);
        using var document = JsonDocument.Parse(json);
        var body = binary is null ? document.RootElement : Binary(binary, document.RootElement);
        var events = body.ValueKind == JsonValueKind.Array ? body.EnumerateArray().ToArray() : [body];
        if (events.Length > SegmentRequest.MostItems)
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The batch has more than {SegmentRequest.MostItems} events.");
        return new Request([.. events.Select(it => Arrival(it, ownSource, receivedAt))], null);
    }

    private static Arrival Arrival(JsonElement cloudEvent, string ownSource, DateTimeOffset receivedAt)
    {
        var sent = new Arrival("", Nothing, null, receivedAt) { MessageId = MessageId(cloudEvent, ownSource) };
        var missing = new[] { "specversion", "id", "source", "type" }.FirstOrDefault(name => cloudEvent.TextAt(name) is null);
        if (missing is not null || cloudEvent.TextAt("specversion") != "1.0")
            return sent.Refused($"not a CloudEvent 1.0: {missing ?? "specversion"}");
        if (JsonMarshal.GetRawUtf8Value(cloudEvent).Length > RequireMessageId.LargestItem)
            return sent.Refused($"the event has more than {RequireMessageId.LargestItem} bytes");
        var type = cloudEvent.TextAt("type")!;
        var kind = type.StartsWith(KindPrefix, StringComparison.Ordinal) ? type[KindPrefix.Length..] : type;
        if (kind == ExportedLink)
            kind = "alias";
        return sent with { Kind = kind, Call = Call(cloudEvent, kind) };
    }

    /// <returns>Source and id, which together are unique (CloudEvents 1.0, section 3.1); nothing where there is no id.</returns>
    private static string MessageId(JsonElement cloudEvent, string ownSource) =>
        (cloudEvent.TextAt("source"), cloudEvent.TextAt("id")) switch
        {
            (_, null) => "",
            ({ } source, { } id) when source != ownSource => $"{source} {id}",
            (_, { } id) => id,
        };

    /// <remarks>An exported fact has no address of the client and no agent any more, only what was kept of them.</remarks>
    private static Call Call(JsonElement cloudEvent, string kind)
    {
        var data = cloudEvent.At("data");
        var linked = kind == "alias" ? data?.TextAt("alias") : null;
        var name = data?.TextAt("name") ?? data?.TextAt("event");
        var call = ReadCall.From(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["anonymousId"] = cloudEvent.TextAt("subject") ?? Node(data?.At("anonymousId")),
            ["userId"] = linked ?? Node(data?.At("userId")),
            ["previousId"] = linked is null ? Node(data?.At("previousId")) : cloudEvent.TextAt("subject"),
            [kind == "track" ? "event" : "name"] = name,
            ["timestamp"] = Node(cloudEvent.At("time")),
            ["properties"] = Node(data?.At("properties")),
            ["traits"] = kind == "identify" ? Node(data?.At("traits")) : null,
            ["context"] = new JsonObject
            {
                ["page"] = new JsonObject
                {
                    ["path"] = data?.TextAt("path"),
                    ["url"] = data?.TextAt("url"),
                    ["referrer"] = data?.TextAt("referrer") ?? (data?.TextAt("referrerHost") is { } host ? $"https://{host}/" : null),
                    ["search"] = data?.TextAt("search"),
                },
                ["campaign"] = Node(data?.At("campaign")),
                ["userAgent"] = data?.TextAt("userAgent") ?? (data?.At("bot") is { ValueKind: JsonValueKind.True } ? "bot" : null),
                ["consent"] = Node(data?.At("consent") ?? data?.At("context", "consent")),
            },
        }, Plain));
        // Of the event as it was sent: what is made of it here may be escaped otherwise.
        call.Bytes = JsonMarshal.GetRawUtf8Value(cloudEvent).Length;
        if (data?.At("choices") is { } choices)
            call.Consent = [.. call.Consent ?? [], .. Chosen(choices, "granted", true), .. Chosen(choices, "refused", false)];
        return call;
    }

    /// <summary>The choices of an exported fact are those of its purposes.</summary>
    private static IEnumerable<ConsentSignal> Chosen(JsonElement choices, string member, bool granted) =>
        choices.At(member) is { ValueKind: JsonValueKind.Array } purposes
            ? purposes.EnumerateArray().Where(it => it.ValueKind == JsonValueKind.String).Select(it => new ConsentSignal(it.GetString()!, granted))
            : [];

    private static JsonNode? Node(JsonElement? element) => element is { } it ? JsonNode.Parse(it.GetRawText()) : null;
}
