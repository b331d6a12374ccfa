using System.Text.Json;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>Segment's HTTP API, as its SDKs and RudderStack's speak it: one call, or a batch of them.</summary>
internal static class SegmentRequest
{
    /// <summary>Segment's limits, in bytes after decompression and in items.</summary>
    public const int LargestBatch = 500 * 1024;
    public const int LargestCall = 32 * 1024;
    public const int MostItems = 2_500;

    /// <exception cref="RefusedException">The body is no batch, or one of too many, or does not pass the token gate.</exception>
    public static Request Batch(ReadOnlySpan<byte> body, DateTimeOffset receivedAt)
    {
        var json = new GatedReader(body);
        json.Read();
        var (calls, sentAt, writeKey) = ((List<Call>?)null, (string?)null, (string?)null);
        if (json.Token == JsonTokenType.StartObject)
        {
            while (json.NextMember())
            {
                if (json.Is("batch"u8))
                    calls = Calls(ref json);
                else if (json.Is("sentAt"u8))
                    sentAt = json.ReadText();
                else if (json.Is("writeKey"u8))
                    writeKey = json.ReadText();
                else
                    json.SkipValue();
            }
        }

        while (json.Read())
        {
            // To the end: what follows must be well-formed, too.
        }

        if (calls is null)
            throw new RefusedException(StatusCodes.Status400BadRequest, "Send {\"batch\":[...]} with the messages in it.");
        if (calls.Count > MostItems)
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The batch has more than {MostItems} messages.");
        var sent = CorrectClock.Time(sentAt);
        return new Request([.. calls.Select(call => new Arrival(call.Type ?? "", call, sent, receivedAt))], writeKey);
    }

    /// <exception cref="RefusedException">The body does not pass the token gate.</exception>
    public static Request Single(string kind, ReadOnlySpan<byte> body, DateTimeOffset receivedAt)
    {
        var call = ReadCall.From(body);
        return new Request([new Arrival(kind, call, CorrectClock.Time(call.SentAt), receivedAt)], call.WriteKey);
    }

    private static List<Call>? Calls(ref GatedReader json)
    {
        json.Read();
        if (json.Token != JsonTokenType.StartArray)
        {
            json.SkipRest();
            return null;
        }

        var calls = new List<Call>();
        while (json.Read() && json.Token != JsonTokenType.EndArray)
            calls.Add(ReadCall.From(ref json));
        return calls;
    }
}
