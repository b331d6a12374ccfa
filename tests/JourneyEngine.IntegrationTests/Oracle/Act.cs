namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>What somebody did, as it is meant: every name, path, campaign and host in its plain spelling.</summary>
/// <param name="Device">Under which pseudonym, where it is not that of the visitor.</param>
internal sealed record Act(
    string Visitor,
    DateTimeOffset At,
    string Kind,
    string Name,
    string? Path = null,
    string? Campaign = null,
    string? Referrer = null,
    string? Device = null
);
