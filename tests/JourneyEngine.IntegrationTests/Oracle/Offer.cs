namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>What a visitor was shown first under one decision, and where the visitor stood then.</summary>
/// <param name="At">The latest thing that the visitor had done.</param>
/// <param name="Share">Held out by the slot at that time.</param>
internal sealed record Offer(
    string Visitor,
    Guid Id,
    string Content,
    bool HeldOut,
    DateTimeOffset At,
    int Visit,
    string? Stage,
    double Share
)
{
    /// <summary>First visit number of 1, 2, 3, 4 to 6, 7 and more.</summary>
    public int Bucket =>
        Visit switch
        {
            < 4 => Visit,
            < 7 => 4,
            _ => 7,
        };
}
