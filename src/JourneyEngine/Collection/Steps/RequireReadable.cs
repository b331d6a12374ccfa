using JourneyEngine.Collection.Wire;

namespace JourneyEngine.Collection.Steps;

/// <summary>An event could be read, its id has up to 256 characters, and its size is bearable.</summary>
internal static class RequireReadable
{
    private const int LongestId = 256;

    public static PendingEvent Step(PendingEvent pending) =>
        pending switch
        {
            { Sent.Refusal: { } reason } => pending.Refused(reason),
            { Message.Sent.Length: > LongestId } => pending.Refused($"messageId has more than {LongestId} characters"),
            { Sent.Bytes: > IncomingEvent.LargestBytes } => pending.Refused(
                $"the item has more than {IncomingEvent.LargestBytes} bytes"
            ),
            _ => pending,
        };
}
