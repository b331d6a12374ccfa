namespace JourneyEngine.Exam;

/// <summary>A line of the table: what was done to the engine how often, and what was seen.</summary>
/// <param name="Done">How often, in words: "200 kills, 118,042 interactions".</param>
/// <param name="Wrong">What did not hold; nothing where all held.</param>
/// <param name="NotReached">Why it could not be tried here; null where it was.</param>
internal sealed record Finding(
    string Part,
    string What,
    string Done,
    IReadOnlyList<string> Wrong,
    string? NotReached = null
)
{
    public bool Holds => NotReached is null && Wrong.Count == 0;
}
