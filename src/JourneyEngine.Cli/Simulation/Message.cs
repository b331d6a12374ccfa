namespace JourneyEngine.Cli.Simulation;

/// <summary>A Segment call, as a visitor's app would make it.</summary>
/// <param name="At">When it truly happened.</param>
/// <param name="ClockOff">How far the visitor's clock is ahead of true time.</param>
/// <param name="Agrees">Whether the visitor consents to what is shown being personalised.</param>
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
    bool Agrees = true
);
