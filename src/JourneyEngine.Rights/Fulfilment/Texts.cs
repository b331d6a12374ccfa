namespace JourneyEngine.Rights.Fulfilment;

/// <summary>What a site may write to its visitors.</summary>
internal static class Texts
{
    private const int LongestLine = 200;
    private const int LongestText = 10_000;

    public static string Rule =>
        $"a text of 1 to {LongestText} characters and a subject of 1 to {LongestLine} on one line";

    public static bool IsLine(string? line) =>
        line is not null && line.Trim().Length is > 0 and <= LongestLine && !line.Any(char.IsControl);

    public static bool IsText(string? text) =>
        text is not null
        && text.Trim().Length is > 0 and <= LongestText
        && !text.Any(it => char.IsControl(it) && it is not '\n' and not '\r' and not '\t');
}
