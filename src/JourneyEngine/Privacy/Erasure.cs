namespace JourneyEngine.Privacy;

/// <summary>What the engine did to forget a visitor.</summary>
/// <param name="SubjectHashes">Of the visitor and of every pseudonym that was erased along.</param>
/// <param name="Facts">How many facts were held.</param>
public sealed record Erasure(
    Guid Id,
    string Site,
    IReadOnlyList<byte[]> SubjectHashes,
    long Facts,
    bool WasKnown,
    DateTimeOffset At
);
