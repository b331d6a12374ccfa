namespace JourneyEngine.Privacy;

/// <summary>Each choice of a visitor as it came, oldest first, and what holds.</summary>
/// <param name="At">As of when.</param>
/// <param name="Mode">What the choices and the site's mode allow.</param>
/// <param name="Purposes">The latest choice about each purpose.</param>
public sealed record ConsentState(
    DateTimeOffset At,
    string Mode,
    IReadOnlyList<ConsentState.Purpose> Purposes,
    IReadOnlyList<ConsentState.Choice> History
)
{
    public sealed record Purpose(string Name, bool Granted, DateTimeOffset Since);

    public sealed record Choice(
        DateTimeOffset At,
        string[] Granted,
        string[] Refused,
        int NoticeVersion,
        string? Language,
        string? WordingHash,
        string Source
    );
}
