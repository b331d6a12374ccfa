namespace JourneyEngine.Collection;

/// <summary>When something happened, as far as that can be told.</summary>
/// <param name="OccurredAt">To the millisecond, after correction of the client's clock; the receipt's where the client
/// states none that can be read.</param>
/// <param name="ClaimedAt">What the client's clock said, where that differs.</param>
/// <param name="ClampedToReceipt">The claim was too far in the future.</param>
/// <param name="IsUnreadable">Whether the client's time is no ISO 8601 time.</param>
internal readonly record struct EventTime(
    DateTimeOffset OccurredAt,
    DateTimeOffset? ClaimedAt = null,
    bool ClampedToReceipt = false,
    bool IsUnreadable = false
)
{
    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long At => OccurredAt.ToUnixTimeMilliseconds();
}
