using System.Text.Json;
using JourneyEngine.Http;

namespace JourneyEngine.Collection;

/// <summary>Reads a call out of its JSON. Of a member that comes twice the last holds.</summary>
internal static class ReadCall
{
    public static Call From(ReadOnlySpan<byte> json)
    {
        var reader = new GatedReader(json);
        reader.Read();
        var call = From(ref reader);
        reader.Read();
        return call;
    }

    /// <param name="json">At the first token of the call; then at its last.</param>
    public static Call From(ref GatedReader json)
    {
        var from = json.Start;
        var call = new Call { IsObject = json.Token == JsonTokenType.StartObject };
        if (call.IsObject)
            Members(ref json, call);
        else
            json.SkipRest();
        call.Bytes = (int)(json.End - from);
        return call;
    }

    private static void Members(ref GatedReader json, Call call)
    {
        while (json.NextMember())
        {
            if (json.Is("messageId"u8))
                MessageId(ref json, call);
            else if (json.Is("anonymousId"u8))
                call.AnonymousId = Id(ref json);
            else if (json.Is("userId"u8))
                call.UserId = Id(ref json);
            else if (json.Is("previousId"u8))
                call.PreviousId = Id(ref json);
            else if (json.Is("type"u8))
                call.Type = json.ReadText();
            else if (json.Is("name"u8))
                call.Name = json.ReadText();
            else if (json.Is("event"u8))
                call.Event = json.ReadText();
            else if (json.Is("timestamp"u8))
                call.Timestamp = Time(ref json);
            else if (json.Is("originalTimestamp"u8))
                call.OriginalTimestamp = Time(ref json);
            else if (json.Is("sentAt"u8))
                call.SentAt = Time(ref json);
            else if (json.Is("writeKey"u8))
                call.WriteKey = json.ReadText();
            else if (json.Is("properties"u8))
                ReadProperties.Of(ref json, call);
            else if (json.Is("traits"u8))
                Traits(ref json, call);
            else if (json.Is("context"u8))
                Context(ref json, call);
            else
                json.SkipValue();
        }
    }

    private static void Context(ref GatedReader json, Call call)
    {
        (call.Page, call.Campaign, call.UserAgent, call.Consent) = (default, default, null, null);
        if (json.ReadsObject())
        {
            while (json.NextMember())
            {
                if (json.Is("page"u8))
                    call.Page = ReadProperties.Page(ref json);
                else if (json.Is("campaign"u8))
                    call.Campaign = Campaign(ref json);
                else if (json.Is("userAgent"u8))
                    call.UserAgent = json.ReadText();
                else if (json.Is("consent"u8))
                    call.Consent = ReadConsent.From(ref json);
                else
                    json.SkipValue();
            }
        }
    }

    private static void Traits(ref GatedReader json, Call call)
    {
        json.Read();
        var (start, isObject) = (json.Start, json.Token == JsonTokenType.StartObject);
        json.SkipRest();
        var traits = json.Since(start);
        call.TraitsAreTooLarge = isObject && traits.Length > Call.LargestTraits;
        call.Traits = isObject && !call.TraitsAreTooLarge ? traits.ToArray() : null;
    }

    private static CampaignTexts Campaign(ref GatedReader json)
    {
        var campaign = default(CampaignTexts);
        if (json.ReadsObject())
        {
            while (json.NextMember())
            {
                if (json.Is("source"u8))
                    campaign = campaign with { Source = json.ReadText() };
                else if (json.Is("medium"u8))
                    campaign = campaign with { Medium = json.ReadText() };
                else if (json.Is("name"u8))
                    campaign = campaign with { Name = json.ReadText() };
                else if (json.Is("term"u8))
                    campaign = campaign with { Term = json.ReadText() };
                else if (json.Is("content"u8))
                    campaign = campaign with { Content = json.ReadText() };
                else
                    json.SkipValue();
            }
        }

        return campaign;
    }

    private static void MessageId(ref GatedReader json, Call call)
    {
        var token = json.ReadScalar();
        call.MessageIdIsNoText = token is not (JsonTokenType.String or JsonTokenType.Null);
        call.MessageId = token == JsonTokenType.String ? json.Text() : null;
    }

    private static SentId Id(ref GatedReader json) => json.ReadScalar() switch
    {
        JsonTokenType.String => new SentId(json.Text()),
        JsonTokenType.Number => new SentId(json.Digits()),
        JsonTokenType.Null => default,
        _ => new SentId(null, IsNone: true),
    };

    private static string? Time(ref GatedReader json) => json.ReadScalar() switch
    {
        JsonTokenType.String => json.Text(),
        JsonTokenType.Null => null,
        _ => Call.NoTime,
    };
}
