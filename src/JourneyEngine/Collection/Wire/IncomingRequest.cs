namespace JourneyEngine.Collection.Wire;

/// <summary>A request as its wire format reads it.</summary>
/// <param name="Key">The write key, if the body carries it.</param>
internal sealed record IncomingRequest(IReadOnlyList<IncomingEvent> Events, string? Key)
{
    /// <summary>Limits of a batch, in bytes after decompression and in events. They are Segment's.</summary>
    public const int LargestBody = 500 * 1024;
    public const int MostEvents = 2_500;
}
