namespace JourneyEngine.Host.Tracker;

/// <summary>
/// What of a readable script a browser needs: no indentation, no lines that are comments. Safe for a script that keeps
/// its comments on lines of their own and lets no text span lines.
/// </summary>
internal static class LeanScript
{
    public static string Of(string source) =>
        string.Join(
            '\n',
            source
                .Split('\n')
                .Select(it => it.Trim())
                .Where(it => it.Length > 0 && !it.StartsWith("//", StringComparison.Ordinal))
        );
}
