using System.Text.Json;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>Segment's HTTP API, as its SDKs and RudderStack's speak it: one call, or a batch of them.</summary>
/// <remarks>Read in one pass. Of a member that comes twice the last holds.</remarks>
internal sealed class Segment : IWireFormat
{
    private const int LargestCall = 32 * 1024;

    public IEnumerable<WireRoute> Routes =>
        [
            .. from path in new[] { "batch", "b", "import" }
            let example = SegmentExamples.Of("batch", path)
            select new WireRoute(
                "/v1/" + path,
                IncomingRequest.LargestBody,
                example,
                (body, _, _, at) => Batch(body.Span, at)
            ),
            // RudderStack's browser SDK sends so where it is told to use beacons: the key is in the address alone.
            new WireRoute(
                "/beacon/v1/batch",
                IncomingRequest.LargestBody,
                SegmentExamples.Of("batch", "beacon/v1/batch"),
                (body, _, _, at) => Batch(body.Span, at)
            )
            {
                KeyParameter = "writeKey",
            },
            .. from kind in new[] { "track", "page", "screen", "identify", "alias", "group" }
            from path in new[] { kind, kind[..1] }
            let example = SegmentExamples.Of(kind, path)
            select new WireRoute("/v1/" + path, LargestCall, example, (body, _, _, at) => Single(kind, body.Span, at)),
        ];

    /// <exception cref="RefusedException">The body is no batch, or one of too many, or does not pass the token
    /// gate.</exception>
    internal static IncomingRequest Batch(ReadOnlySpan<byte> body, DateTimeOffset receivedAt)
    {
        var json = new GatedReader(body);
        json.Read();
        var (events, sentAt, key, firstKey) = ((List<IncomingEvent>?)null, (string?)null, (string?)null, (string?)null);
        if (json.Token == JsonTokenType.StartObject)
        {
            while (json.NextMember())
            {
                if (json.Is("batch"u8))
                    events = Events(ref json, receivedAt, out firstKey);
                else if (json.Is("sentAt"u8))
                    sentAt = json.ReadText();
                else if (json.Is("writeKey"u8))
                    key = json.ReadText();
                else
                    json.SkipValue();
            }
        }

        while (json.Read())
        {
            // To the end: what follows must be well-formed, too.
        }

        if (events is null)
            throw new RefusedException(
                StatusCodes.Status400BadRequest,
                "Send {\"batch\":[...]} with the messages in it."
            );
        if (events.Count > IncomingRequest.MostEvents)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                $"The batch has more than {IncomingRequest.MostEvents} messages."
            );
        }

        if (StatedTime.Parse(sentAt) is { } sent)
        {
            foreach (var it in events)
                it.SentAt ??= sent;
        }

        return new IncomingRequest(events, key ?? firstKey);
    }

    /// <param name="kind">Of the call; null if it says so itself.</param>
    /// <exception cref="RefusedException">The body does not pass the token gate.</exception>
    internal static IncomingRequest Single(string? kind, ReadOnlySpan<byte> body, DateTimeOffset receivedAt)
    {
        var json = new GatedReader(body);
        json.Read();
        var call = new SegmentCall(ref json, kind, receivedAt);
        json.Read();
        return new IncomingRequest([call.Event], call.WriteKey);
    }

    private static List<IncomingEvent>? Events(ref GatedReader json, DateTimeOffset receivedAt, out string? firstKey)
    {
        firstKey = null;
        json.Read();
        if (json.Token != JsonTokenType.StartArray)
        {
            json.SkipRest();
            return null;
        }

        var events = new List<IncomingEvent>();
        while (json.Read() && json.Token != JsonTokenType.EndArray)
        {
            var call = new SegmentCall(ref json, null, receivedAt);
            firstKey = events.Count == 0 ? call.WriteKey : firstKey;
            events.Add(call.Event);
        }

        return events;
    }
}
