using System.Runtime.InteropServices;
using System.Text.Json;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Http.Personal;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection.History;

/// <summary>A fact of an export, on its way back into a log.</summary>
/// <param name="Id">Of its CloudEvent; receipts say it.</param>
/// <param name="Refusal">Why it cannot come back; null if it can.</param>
internal sealed record HistoryFact(string Id, NewFact Fact, string? Refusal = null)
{
    private const string NoFact = "this is no fact of a visitor that comes back";

    /// <summary>Whose streams a decision about a person on several devices had read, in the order in which it names
    /// them.</summary>
    public string[] Devices { get; init; } = [];

    /// <summary>An interaction goes through the steps that it once went through, so that the names, the notice and the
    /// bounds of today hold for it; when it was, and what its visitor agreed to, it says itself.</summary>
    /// <param name="terms">As for who may say everything: what the file holds was judged when it came.</param>
    public static HistoryFact Of(JsonElement cloudEvent, CollectionTerms terms, DateTimeOffset now)
    {
        var id = cloudEvent.TextAt("id") ?? "";
        HistoryFact No(string why) => new(id, default, why);
        if (
            cloudEvent.TextAt("type") is not { } type
            || cloudEvent.At("data") is not { ValueKind: JsonValueKind.Object } data
        )
            return No(NoFact);
        try
        {
            if (SoundValue.HasGap(data))
                return No("a list in data holds null");
            if (HistoryJson.Read(type, data) is not { } stored)
                return No(NoFact);
            var pending = Judged(stored, cloudEvent, data, terms, now);
            if (pending.Drop is { } drop)
                return No(drop.Reason);
            if (stored is InteractionRecorded && pending.Interaction is null)
                return No(NoFact);
            var fact = RestoredFact.Of(stored, pending, VersionIn(cloudEvent));
            return (SoundFact.Wrong(fact.Body, terms, now) ?? TooOld.Wrong(fact.Body, terms, now)) is { } wrong
                ? No(wrong)
                : new(id, fact) { Devices = DevicesIn(cloudEvent, terms) };
        }
        catch (JsonException wrong)
        {
            // Past a bracket a path can say what the file itself calls a member.
            var place = (wrong.Path ?? "$").Split('[')[0];
            return No($"data is not that of {(LookAlike.Of(type) is null ? type.Cut(64) : "its type")}: see {place}");
        }
    }

    private static PendingEvent Judged(
        object stored,
        JsonElement cloudEvent,
        JsonElement data,
        CollectionTerms terms,
        DateTimeOffset now
    )
    {
        var received = (stored as InteractionRecorded)?.ReceivedAt;
        var sent = new IncomingEvent(received < now ? received.Value : now)
        {
            MessageId = data.TextAt("messageId") ?? cloudEvent.TextAt("id"),
            Bytes = JsonMarshal.GetRawUtf8Value(cloudEvent).Length,
        };
        CloudEventData.Fill(sent, CloudEventAttributes.Of(cloudEvent), data);
        var pending = Pipeline.Open(sent, terms, _ => "");
        return stored is InteractionRecorded ? Pipeline.Judge(pending, terms) : pending;
    }

    private static long? VersionIn(JsonElement cloudEvent) =>
        cloudEvent.At("version") is { ValueKind: JsonValueKind.Number } it && it.TryGetInt64(out var version)
            ? version
            : null;

    private static string[] DevicesIn(JsonElement cloudEvent, CollectionTerms terms) =>
        cloudEvent.At("devices") is { ValueKind: JsonValueKind.Array } devices
            ?
            [
                .. from it in devices.EnumerateArray()
                where it.ValueKind == JsonValueKind.String
                select terms.VisitorIds.Of(terms.Site, it.GetString()!),
            ]
            : [];
}
