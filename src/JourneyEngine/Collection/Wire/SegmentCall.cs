using System.Text.Json;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>A call while it is read: its event, and the members that are weighed against each other at its
/// end.</summary>
internal struct SegmentCall
{
    private PageAddress _page;
    private PageAddress _properties;
    private string? _type;
    private string? _name;
    private string? _event;
    private string? _timestamp;
    private string? _originalTimestamp;
    private string? _sentAt;

    /// <param name="json">At the first token of the call; then at its last.</param>
    public SegmentCall(ref GatedReader json, string? kind, DateTimeOffset receivedAt)
    {
        Event = new IncomingEvent(receivedAt);
        var from = json.Start;
        if (json.Token == JsonTokenType.StartObject)
        {
            Members(ref json);
        }
        else
        {
            json.SkipRest();
            Event.Refusal = "an item is a JSON object";
        }

        Event.Bytes = (int)(json.End - from);
        Event.Kind = kind ?? _type ?? "";
        Event.Name = Event.Kind == "track" ? _event : _name;
        Event.Timestamp = _timestamp ?? _originalTimestamp;
        Event.SentAt = StatedTime.Parse(_sentAt);
        Event.Page = _page.Or(_properties);
    }

    public IncomingEvent Event { get; }

    public string? WriteKey { get; private set; }

    private void Members(ref GatedReader json)
    {
        while (json.NextMember())
        {
            if (json.Is("messageId"u8))
                MessageId(ref json);
            else if (json.Is("anonymousId"u8))
                Event.AnonymousId = Id(ref json);
            else if (json.Is("userId"u8))
                Event.UserId = Id(ref json);
            else if (json.Is("previousId"u8))
                Event.PreviousId = Id(ref json);
            else if (json.Is("type"u8))
                _type = json.ReadText();
            else if (json.Is("name"u8))
                _name = json.ReadText();
            else if (json.Is("event"u8))
                _event = json.ReadText();
            else if (json.Is("timestamp"u8))
                _timestamp = Time(ref json);
            else if (json.Is("originalTimestamp"u8))
                _originalTimestamp = Time(ref json);
            else if (json.Is("sentAt"u8))
                _sentAt = Time(ref json);
            else if (json.Is("writeKey"u8))
                WriteKey = json.ReadText();
            else if (json.Is("properties"u8))
                _properties = ReadProperties.Of(ref json, Event);
            else if (json.Is("traits"u8))
                Traits(ref json);
            else if (json.Is("context"u8))
                Context(ref json);
            else
                json.SkipValue();
        }
    }

    private void Context(ref GatedReader json)
    {
        (_page, Event.Campaign, Event.UserAgent, Event.Consent) = (default, null, null, null);
        Event.IdentityProof = null;
        if (!json.ReadsObject())
            return;
        while (json.NextMember())
        {
            if (json.Is("page"u8))
                _page = ReadProperties.Page(ref json);
            else if (json.Is("campaign"u8))
                Event.Campaign = ReadCampaign.From(ref json);
            else if (json.Is("userAgent"u8))
                Event.UserAgent = json.ReadText();
            else if (json.Is("consent"u8))
                Event.Consent = ReadConsent.From(ref json);
            else if (json.Is("identityProof"u8))
                Event.IdentityProof = json.ReadText();
            else
                json.SkipValue();
        }
    }

    private readonly void Traits(ref GatedReader json)
    {
        json.Read();
        var (start, isObject) = (json.Start, json.Token == JsonTokenType.StartObject);
        json.SkipRest();
        Event.SetTraits(isObject ? json.Since(start) : default);
    }

    private readonly void MessageId(ref GatedReader json)
    {
        var token = json.ReadScalar();
        Event.MessageId = token == JsonTokenType.String ? json.Text() : null;
        Event.Refusal = Event.MessageId switch
        {
            null when token != JsonTokenType.Null => "messageId is text",
            "" => "messageId is empty; send none, or one that stays the same in every retry",
            _ => null,
        };
    }

    private static SentId Id(ref GatedReader json) =>
        json.ReadScalar() switch
        {
            JsonTokenType.String => new SentId(json.Text()),
            JsonTokenType.Number => new SentId(NormalId.OfNumber(json.Digits())),
            JsonTokenType.Null => default,
            _ => new SentId(null, IsNone: true),
        };

    private static string? Time(ref GatedReader json) =>
        json.ReadScalar() switch
        {
            JsonTokenType.String => json.Text(),
            JsonTokenType.Null => null,
            _ => StatedTime.None,
        };
}
