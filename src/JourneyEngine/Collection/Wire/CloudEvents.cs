using System.Runtime.InteropServices;
using System.Text.Json;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>
/// CloudEvents 1.0 over HTTP: structured, batched and binary. The type is the kind, the subject the visitor, source and
/// id together the message id; <see cref="CloudEventData"/> say the rest.
/// </summary>
internal sealed class CloudEvents : IWireFormat
{
    private const string Structured = "application/cloudevents+json";
    private const string Batched = "application/cloudevents-batch+json";
    private static readonly string[] Required = ["specversion", "id", "source", "type"];

    private static readonly WireExample Example = new(
        "Tells interactions as CloudEvents 1.0: structured, batched or binary.",
        """
        {"specversion":"1.0","id":"m-8","source":"shop","type":"journey.page","time":"2026-01-31T12:07:00Z","subject":"v1","data":{"name":"pricing"}}
        """,
        Structured
    );

    public IEnumerable<WireRoute> Routes =>
        [new("/v1/events", IncomingRequest.LargestBody, Example, Read) { ContentTypes = [Structured, Batched] }];

    /// <remarks>
    /// The content type tells the modes apart (HTTP protocol binding, section 3); gateways add <c>ce-</c> headers to
    /// the others too.
    /// </remarks>
    internal static bool IsBinary(IHeaderDictionary headers) =>
        headers.ContainsKey("ce-specversion")
        && !headers.ContentType.ToString().StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase);

    /// <param name="site">There the id of an event of the site's own export is its message id without its
    /// source.</param>
    /// <exception cref="RefusedException">The request does not pass the token gate, or holds too many
    /// events.</exception>
    internal static IncomingRequest Read(
        ReadOnlyMemory<byte> body,
        IHeaderDictionary headers,
        string? site,
        DateTimeOffset receivedAt
    )
    {
        TokenGate.Check(body.Span);
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (IsBinary(headers))
            return new IncomingRequest([Event(CloudEventAttributes.Of(headers), root, root, site, receivedAt)], null);
        if (root.ValueKind != JsonValueKind.Array)
            return new IncomingRequest([Structure(root, site, receivedAt)], null);
        if (root.GetArrayLength() > IncomingRequest.MostEvents)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                $"The batch has more than {IncomingRequest.MostEvents} events."
            );
        }

        return new IncomingRequest([.. root.EnumerateArray().Select(it => Structure(it, site, receivedAt))], null);
    }

    private static IncomingEvent Structure(JsonElement cloudEvent, string? site, DateTimeOffset receivedAt) =>
        Event(CloudEventAttributes.Of(cloudEvent), cloudEvent.At("data"), cloudEvent, site, receivedAt);

    /// <param name="sent">What is measured: all of the event that is in the body.</param>
    private static IncomingEvent Event(
        CloudEventAttributes attributes,
        JsonElement? data,
        JsonElement sent,
        string? site,
        DateTimeOffset receivedAt
    )
    {
        var read = new IncomingEvent(receivedAt)
        {
            MessageId = MessageId(attributes, "/sites/" + site),
            Bytes = JsonMarshal.GetRawUtf8Value(sent).Length,
        };
        var missing = Required.FirstOrDefault(name => attributes.Text(name) is null);
        if (missing is not null || attributes.Text("specversion") != "1.0")
            read.Refusal = $"not a CloudEvent 1.0: {missing ?? "specversion"}";
        else if (read.Bytes > IncomingEvent.LargestBytes)
            read.Refusal = $"the event has more than {IncomingEvent.LargestBytes} bytes";
        else
            CloudEventData.Fill(read, attributes, data);
        return read;
    }

    /// <returns>Source and id, which together are unique (CloudEvents 1.0, section 3.1); null if there is no
    /// id.</returns>
    private static string? MessageId(CloudEventAttributes attributes, string ownSource) =>
        (attributes.Text("source"), attributes.Text("id")) switch
        {
            ({ } source, { } id) when source != ownSource => $"{source} {id}",
            (_, var id) => id,
        };
}
