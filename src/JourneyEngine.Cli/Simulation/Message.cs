namespace JourneyEngine.Cli.Simulation;

/// <summary>A Segment call, as a visitor's app would make it.</summary>
/// <param name="At">When it truly happened.</param>
/// <param name="ClockOff">How far the visitor's clock is ahead of true time.</param>
/// <param name="Agrees">Whether the visitor consents to what is shown being personalised.</param>
/// <param name="User">User id of who is signed in.</param>
/// <param name="Proof">The site's proof that it is they.</param>
public sealed record Message(
    string MessageId,
    string Visitor,
    string Type,
    string Name,
    string? Path,
    string? Campaign,
    string UserAgent,
    DateTimeOffset At,
    TimeSpan ClockOff,
    bool Agrees = true,
    string? User = null,
    string? Proof = null
);
