using System.Runtime.InteropServices;
using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>What a CloudEvent says in its data: in Segment's words, or in those of the engine's own export.</summary>
internal static class CloudEventData
{
    private const string KindPrefix = "journey.";
    private const string ExportedLink = "identity_linked";
    private const string ExportedChoice = "consent_changed";

    public static void Fill(IncomingEvent read, CloudEventAttributes attributes, JsonElement? data)
    {
        var (type, subject) = (attributes.Text("type")!, attributes.Text("subject"));
        var kind = type.StartsWith(KindPrefix, StringComparison.Ordinal) ? type[KindPrefix.Length..] : type;
        read.Kind = kind switch
        {
            ExportedLink => "alias",
            ExportedChoice => "identify",
            _ => kind,
        };
        // An exported link is of the subject, who is known by another pseudonym since.
        var alias = read.Kind == "alias" ? data?.TextAt("alias") : null;
        read.AnonymousId = subject is null ? Id(data?.At("anonymousId")) : new SentId(subject);
        read.UserId = alias is null ? Id(data?.At("userId")) : new SentId(alias);
        // An exported interaction of whom the site names by a user id alone.
        if (data?.At("asUser") is { ValueKind: JsonValueKind.True })
            (read.AnonymousId, read.UserId) = (default, read.AnonymousId);
        read.PreviousId = alias is null ? Id(data?.At("previousId")) : new SentId(subject);
        read.Name = data?.TextAt("name") ?? data?.TextAt("event");
        read.Timestamp = attributes.Time();
        read.Page = Page(data).Or(Properties(data?.At("properties"), read));
        read.Campaign = Campaign(data?.At("campaign"));
        read.UserAgent =
            data?.TextAt("userAgent") ?? (data?.At("bot") is { ValueKind: JsonValueKind.True } ? "bot" : null);
        read.WasCrowded = data?.At("crowded") is { ValueKind: JsonValueKind.True };
        read.Consent = Consent(data);
        read.IdentityProof = data?.At("context", "identityProof") is { ValueKind: JsonValueKind.String } proof
            ? proof.GetString()
            : data?.TextAt("identityProof");
        if (read.Kind == "identify" && data?.At("traits") is { ValueKind: JsonValueKind.Object } traits)
            read.SetTraits(JsonMarshal.GetRawUtf8Value(traits));
    }

    /// <remarks>An exported fact has no address of the client any more, only what was kept of it.</remarks>
    private static PageAddress Page(JsonElement? data) =>
        new(
            data?.TextAt("path"),
            data?.TextAt("url"),
            data?.TextAt("referrer") ?? (data?.TextAt("referrerHost") is { } host ? $"https://{host}/" : null),
            data?.TextAt("search")
        );

    private static PageAddress Properties(JsonElement? properties, IncomingEvent into)
    {
        if (properties is not { } given)
            return default;
        var json = new GatedReader(JsonMarshal.GetRawUtf8Value(given));
        return ReadProperties.Of(ref json, into);
    }

    private static Campaign? Campaign(JsonElement? campaign) =>
        campaign is not { } it
            ? null
            : new Campaign(
                it.TextAt("source"),
                it.TextAt("medium"),
                it.TextAt("name"),
                it.TextAt("term"),
                it.TextAt("content")
            );

    private static List<ConsentSignal>? Consent(JsonElement? data)
    {
        List<ConsentSignal>? signals = null;
        if ((data?.At("consent") ?? data?.At("context", "consent")) is { } consent)
        {
            var json = new GatedReader(JsonMarshal.GetRawUtf8Value(consent));
            signals = ReadConsent.From(ref json);
        }

        return data?.At("choices") is { } choices
            ? [.. signals ?? [], .. Chosen(choices, "granted", true), .. Chosen(choices, "refused", false)]
            : signals;
    }

    /// <summary>The choices of an exported fact are those of its purposes.</summary>
    private static IEnumerable<ConsentSignal> Chosen(JsonElement choices, string member, bool granted) =>
        choices.At(member) is { ValueKind: JsonValueKind.Array } purposes
            ? from it in purposes.EnumerateArray()
            where it.ValueKind == JsonValueKind.String
            select new ConsentSignal(it.GetString()!, granted)
            : [];

    private static SentId Id(JsonElement? id) =>
        id?.ValueKind switch
        {
            null or JsonValueKind.Null => default,
            JsonValueKind.String => new SentId(id.Value.GetString()),
            JsonValueKind.Number => new SentId(NormalId.OfNumber(id.Value.GetRawText())),
            _ => new SentId(null, IsNone: true),
        };
}
