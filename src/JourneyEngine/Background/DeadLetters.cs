namespace JourneyEngine.Background;

/// <summary>Messages that failed for good, as Wolverine keeps them: it would for ever.</summary>
internal static class DeadLetters
{
    public const string Table = "journey.wolverine_dead_letters";

    /// <summary>Since when one lies there; unknown of those of earlier versions.</summary>
    public const string Since = "coalesce(failed_at, first_failed_at, sent_at)";
}
