using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>Attributes of the binary mode, as the structured mode has them: header <c>ce-id</c> is <c>id</c>, percent-decoded.</summary>
    public static JsonElement Binary(IHeaderDictionary headers, JsonElement data)
    {
        var attributes = new JsonObject();
        foreach (var header in headers.Where(it => it.Key.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)))
        {
            var value = Uri.UnescapeDataString(header.Value.ToString());
            if (value.Contains('\0'))
                throw new RefusedException(StatusCodes.Status400BadRequest, "A ce- header holds a NUL character. Nothing of the request was stored.");
            attributes[header.Key[3..].ToLowerInvariant()] = value;
        }

        attributes["data"] = JsonNode.Parse(data.GetRawText());
        return JsonSerializer.SerializeToElement(attributes);
    }

    /// <param name="ownSource">The source of the site's own export; there the id alone is the message id.</param>
    public static Request Of(JsonElement body, string ownSource, DateTimeOffset receivedAt)
    {
        var events = body.ValueKind == JsonValueKind.Array ? body.EnumerateArray().ToArray() : [body];
        if (events.Length > SegmentRequest.MostItems)
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The batch has more than {SegmentRequest.MostItems} events.");
        return new Request([.. events.Select(it => Arrival(it, ownSource, receivedAt))], null);
    }

    private static Arrival Arrival(JsonElement cloudEvent, string ownSource, DateTimeOffset receivedAt)
    {
        var missing = new[] { "specversion", "id", "source", "type" }.FirstOrDefault(name => cloudEvent.TextAt(name) is null);
        if (missing is not null || cloudEvent.TextAt("specversion") != "1.0")
            return new Arrival("", cloudEvent, null, receivedAt).Refused($"not a CloudEvent 1.0: {missing ?? "specversion"}");
        var type = cloudEvent.TextAt("type")!;
        var kind = type.StartsWith(KindPrefix, StringComparison.Ordinal) ? type[KindPrefix.Length..] : type;
        if (kind == "identity_linked")
            kind = "alias";
        return new Arrival(kind, Call(cloudEvent, kind, ownSource), null, receivedAt);
    }

    /// <remarks>An exported fact has no address of the client and no agent any more, only what was kept of them.</remarks>
    private static JsonElement Call(JsonElement cloudEvent, string kind, string ownSource)
    {
        var (source, id) = (cloudEvent.TextAt("source")!, cloudEvent.TextAt("id")!);
        var data = cloudEvent.At("data");
        var linked = kind == "alias" ? data?.TextAt("alias") : null;
        var name = data?.TextAt("name") ?? data?.TextAt("event");
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["messageId"] = source == ownSource ? id : $"{source} {id}",
            ["anonymousId"] = cloudEvent.TextAt("subject") ?? data?.TextAt("anonymousId"),
            ["userId"] = data?.TextAt("userId") ?? linked,
            ["previousId"] = data?.TextAt("previousId") ?? (linked is null ? null : cloudEvent.TextAt("subject")),
            [kind == "track" ? "event" : "name"] = name,
            ["timestamp"] = cloudEvent.TextAt("time"),
            ["properties"] = new JsonObject
            {
                ["path"] = data?.TextAt("path"),
                ["url"] = data?.TextAt("url"),
                ["referrer"] = data?.TextAt("referrer") ?? (data?.TextAt("referrerHost") is { } host ? $"https://{host}/" : null),
                ["search"] = data?.TextAt("search"),
            },
            ["context"] = new JsonObject
            {
                ["campaign"] = data?.At("campaign") is { } campaign ? JsonNode.Parse(campaign.GetRawText()) : null,
                ["userAgent"] = data?.TextAt("userAgent") ?? (data?.At("bot") is { ValueKind: JsonValueKind.True } ? "bot" : null),
            },
        });
    }
}
