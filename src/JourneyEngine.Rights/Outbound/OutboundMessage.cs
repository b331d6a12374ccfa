using System.Text.Json.Serialization;

namespace JourneyEngine.Rights.Outbound;

/// <summary>What an address is written to by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
internal enum Channel
{
    [JsonStringEnumMemberName("email")]
    Email,

    [JsonStringEnumMemberName("phone")]
    Phone,
}

/// <summary>A message on its way out. It is made right before it is sent, and stored nowhere.</summary>
/// <param name="IdempotencyKey">The same whenever the same message is sent again.</param>
internal sealed record OutboundMessage(Channel Channel, string To, string Subject, string Text, string IdempotencyKey)
{
    // A record says all it holds: to logs, too.
    public override string ToString() => $"message {IdempotencyKey}";
}
