namespace JourneyEngine.Http.Personal;

/// <summary>A name that somebody sent by mistake, as it may be told to them and stand in a log.</summary>
public static class ToldName
{
    private const int Longest = 64;

    /// <returns>A question mark where the name looks like a person's own data.</returns>
    public static string Of(string sent) => LookAlike.Of(sent) is null ? sent.Cut(Longest) : "?";
}
