namespace JourneyEngine.Collection;

/// <summary>An item is an object of bearable size, and its id is text of 1 to 256 characters, or absent.</summary>
internal static class RequireMessageId
{
    public const int Longest = 256;

    /// <summary>An item over this many bytes is refused alone, without its batch.</summary>
    public const int LargestItem = 32 * 1024;

    public static Arrival Step(Arrival arrival) => arrival switch
    {
        { Call.IsObject: false } => arrival.Refused("an item is a JSON object"),
        { Call.MessageIdIsNoText: true } => arrival.Refused("messageId is text"),
        { Call.MessageId: "" } =>
            arrival.Refused("messageId is empty; send none, or one that stays the same in every retry"),
        _ when arrival.MessageId.Length > Longest => arrival.Refused($"messageId has more than {Longest} characters"),
        { Call.Bytes: > LargestItem } => arrival.Refused($"the item has more than {LargestItem} bytes"),
        _ => arrival,
    };
}
