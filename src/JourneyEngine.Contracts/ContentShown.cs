namespace JourneyEngine.Contracts;

/// <summary>The app showed what a decision offered (an exposure). Stored once for each decision.</summary>
[StoredName("content_shown")]
public sealed record ContentShown(Guid DecisionId, DateTimeOffset At);
