using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Http.Personal;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>An item set aside, as a call of Segment's API: what could be stored of it under some notice.</summary>
internal static class QuarantinedItem
{
    private const int Largest = 32 * 1024;
    private const int LongestName = 100;
    private const int MostMembers = 200;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="pending">Set aside by the last steps, minimised by those before.</param>
    /// <returns>Null if it is too large to be kept.</returns>
    public static string? Of(PendingEvent pending)
    {
        if (pending.Sent.Consent?.Count > MostMembers)
            return null;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Plain))
            Write(writer, pending, pending.Interaction!);
        return json.WrittenCount <= Largest ? Encoding.UTF8.GetString(json.WrittenSpan) : null;
    }

    public static IncomingEvent Read(QuarantineRow row)
    {
        var kept = Segment.Single(null, Encoding.UTF8.GetBytes(row.Item!), row.ReceivedAt).Events[0];
        (kept.MessageId, kept.WasVouched, kept.WasCrowded) = (row.OwnId, row.Vouched, row.Crowded);
        return kept;
    }

    private static void Write(Utf8JsonWriter json, PendingEvent pending, InteractionRecorded interaction)
    {
        json.WriteStartObject();
        Text(json, "type", interaction.Kind);
        Text(json, "messageId", pending.MessageId);
        Text(json, "anonymousId", pending.IsUser ? null : pending.Visitor);
        Text(json, "userId", pending.IsUser ? pending.Visitor : pending.Alias);
        Text(json, interaction.Kind == "track" ? "event" : "name", interaction.Name);
        // The clock is corrected by these.
        Text(json, "timestamp", pending.Sent.Timestamp);
        Text(json, "sentAt", pending.Sent.SentAt?.ToString("O"));
        json.WriteStartObject("context");
        json.WriteStartObject("page");
        Text(json, "path", interaction.Path);
        Text(json, "referrer", interaction.ReferrerHost is { } host ? $"https://{host}/" : null);
        json.WriteEndObject();
        Campaign(json, interaction.Campaign);
        Text(json, "userAgent", interaction.Bot ? "bot" : null);
        Consent(json, pending);
        json.WriteEndObject();
        Properties(json, pending.Sent.Properties);
        json.WriteEndObject();
    }

    private static void Campaign(Utf8JsonWriter json, Campaign? campaign)
    {
        if (campaign is null)
            return;
        json.WriteStartObject("campaign");
        Text(json, "source", campaign.Source);
        Text(json, "medium", campaign.Medium);
        Text(json, "name", campaign.Name);
        Text(json, "term", campaign.Term);
        Text(json, "content", campaign.Content);
        json.WriteEndObject();
    }

    /// <remarks>Under the names that were sent: another notice may know them. The request's own refusal becomes the
    /// item's.</remarks>
    private static void Consent(Utf8JsonWriter json, PendingEvent pending)
    {
        if (pending.Sent.Consent is null && pending.Choices is null)
            return;
        json.WriteStartObject("consent");
        json.WriteStartObject("categoryPreferences");
        foreach (var signal in pending.Unheard ? [] : pending.Sent.Consent ?? [])
            json.WriteBoolean(signal.Name, signal.Granted);
        if (pending.Choices?.Refused.Contains(Purpose.Personalize) == true)
            json.WriteBoolean(Purpose.Personalize, false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Properties(Utf8JsonWriter json, byte[]? raw)
    {
        if (raw is null)
            return;
        using var sent = JsonDocument.Parse(raw);
        json.WriteStartObject("properties");
        foreach (var member in sent.RootElement.EnumerateObject().Where(MayBeDeclared).Take(MostMembers))
        {
            json.WritePropertyName(member.Name);
            (KeepProperties.IsLong(member.Value) ? KeepProperties.Cut(member.Value) : member.Value).WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static bool MayBeDeclared(JsonProperty member) =>
        !KeepProperties.IsAddress(member.Name)
        && member.Name.Length <= LongestName
        && LookAlike.Of(member.Name) is null
        && member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
        && KeepProperties.PersonalLook(member.Value, null) is null;

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
