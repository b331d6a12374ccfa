namespace JourneyEngine.Tests.Log;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class Moved : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
