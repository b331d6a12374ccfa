namespace JourneyEngine.Contracts;

/// <summary>What a site does with visitors who have not chosen.</summary>
/// <param name="Mode">One of <see cref="ModeNames"/>.</param>
[StoredName("mode_changed")]
public sealed record ModeChanged(string Mode, DateTimeOffset At);

public static class ModeNames
{
    /// <summary>Nothing is stored.</summary>
    public const string None = "none";

    /// <summary>First-party audience measurement; nothing is decided. Where a site never said otherwise.</summary>
    public const string Measure = "measure";

    public const string Personalize = "personalize";

    /// <summary>From the least to the most.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Measure, Personalize];
}
