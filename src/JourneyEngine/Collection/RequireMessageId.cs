using System.Runtime.InteropServices;
using System.Text.Json;

namespace JourneyEngine.Collection;

internal static class RequireMessageId
{
    public const int Longest = 256;

    /// <summary>An item over this many bytes is refused alone, without its batch.</summary>
    public const int LargestItem = 32 * 1024;

    public static Arrival Step(Arrival arrival) => arrival switch
    {
        { Item.ValueKind: not JsonValueKind.Object } => arrival.Refused("an item is a JSON object"),
        _ when arrival.Item.At("messageId") is { ValueKind: not (JsonValueKind.String or JsonValueKind.Null) } => arrival.Refused("messageId is text"),
        _ when arrival.MessageId.Length > Longest => arrival.Refused($"messageId has more than {Longest} characters"),
        _ when JsonMarshal.GetRawUtf8Value(arrival.Item).Length > LargestItem => arrival.Refused($"the item has more than {LargestItem} bytes"),
        _ => arrival,
    };
}
