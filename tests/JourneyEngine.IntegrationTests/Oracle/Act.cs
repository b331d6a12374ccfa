namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>What somebody did, as it is meant: every name, path, campaign and host in its plain spelling.</summary>
internal sealed record Act(
    string Visitor,
    DateTimeOffset At,
    string Kind,
    string Name,
    string? Path = null,
    string? Campaign = null,
    string? Referrer = null
);
