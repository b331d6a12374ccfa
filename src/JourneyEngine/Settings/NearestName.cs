namespace JourneyEngine.Settings;

/// <summary>Finds what somebody may have meant who wrote a name that there is not.</summary>
public static class NearestName
{
    private const int LettersForEachMistake = 4;
    private const int MostMistakes = 3;
    private const int LongestCompared = 100;

    /// <returns>Null if no name is near enough to be meant.</returns>
    public static string? Of(string name, IEnumerable<string> known) =>
        known.Where(it => Distance(name, it) is not null).MinBy(it => Distance(name, it));

    /// <returns>A question, to follow a sentence; empty if no name is near enough.</returns>
    public static string Meant(string name, IEnumerable<string> known) =>
        Of(name, known) is { } near ? $" Did you mean '{near}'?" : "";

    /// <returns>How many letters differ, whatever their case; null if the two are not near.</returns>
    /// <remarks>Names that differ by a digit are meant to: <c>Step 1</c> is no mistake for <c>Step 2</c>.</remarks>
    public static int? Distance(string name, string known)
    {
        var (longer, shorter) = (Math.Max(name.Length, known.Length), Math.Min(name.Length, known.Length));
        var allowed = Math.Min(MostMistakes, longer / LettersForEachMistake);
        return
            longer <= LongestCompared
            && longer - shorter <= allowed
            && name.Where(char.IsDigit).SequenceEqual(known.Where(char.IsDigit))
            && EditDistance.Between(name, known) is var distance
            && distance <= allowed
            ? distance
            : null;
    }
}
