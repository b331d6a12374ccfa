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
    /// <summary>What a mail has besides, by the names of RFC 2369 and RFC 8058: how its receiver ends what it is part
    /// of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>What stands under the text: the same for people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Footer { get; init; }

    /// <summary>Where the receiver says that the address is theirs; only in the message that asks for it, whose text
    /// has it too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Confirm { get; init; }

    // A record says all it holds: to logs, too.
    public override string ToString() => $"message {IdempotencyKey}";
}
