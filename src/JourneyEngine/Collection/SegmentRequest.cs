using System.Text.Json;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>Segment's HTTP API, as its SDKs and RudderStack's speak it: one call, or a batch of them.</summary>
internal static class SegmentRequest
{
    /// <summary>Segment's limits, in bytes after decompression and in items.</summary>
    public const int LargestBatch = 500 * 1024;
    public const int LargestCall = 32 * 1024;
    public const int MostItems = 2_500;

    public static Request Batch(JsonElement body, DateTimeOffset receivedAt)
    {
        if (body.At("batch") is not { ValueKind: JsonValueKind.Array } batch)
            throw new RefusedException(StatusCodes.Status400BadRequest, "Send {\"batch\":[...]} with the messages in it.");
        if (batch.GetArrayLength() > MostItems)
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The batch has more than {MostItems} messages.");
        var sentAt = CorrectClock.Time(body.At("sentAt"));
        return new Request(
            [.. batch.EnumerateArray().Select(item => new Arrival(item.TextAt("type") ?? "", item, sentAt, receivedAt))],
            body.TextAt("writeKey"));
    }

    public static Request Single(string kind, JsonElement body, DateTimeOffset receivedAt) =>
        new([new Arrival(kind, body, CorrectClock.Time(body.At("sentAt")), receivedAt)], body.TextAt("writeKey"));
}
