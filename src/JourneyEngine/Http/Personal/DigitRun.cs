namespace JourneyEngine.Http.Personal;

/// <summary>Digits in groups, as people write long numbers: <c>+972 54-123-4567</c> is 972, 54, 123 and 4567.</summary>
/// <param name="Before">The characters just before it, up to three.</param>
/// <param name="Between">What separates a group from the next one.</param>
/// <param name="After">The character just after it; NUL at the end.</param>
internal sealed record DigitRun(string Before, IReadOnlyList<string> Groups, IReadOnlyList<string> Between, char After)
{
    private const int Context = 3;
    private const int LongestSeparator = 2;

    public bool StandsApart =>
        (Before.Length == 0 || !char.IsLetterOrDigit(Before[^1])) && !char.IsLetterOrDigit(After);

    public static IEnumerable<DigitRun> In(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                at++;
                continue;
            }

            var before = text[Math.Max(0, at - Context)..at];
            var (groups, between) = (new List<string>(), new List<string>());
            groups.Add(Group(text, ref at));
            while (Separator(text, at) is { } separator)
            {
                between.Add(separator);
                at += separator.Length;
                groups.Add(Group(text, ref at));
            }

            yield return new DigitRun(before, groups, between, at < text.Length ? text[at] : '\0');
        }
    }

    private static string Group(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text[start..at];
    }

    /// <returns>Null if no further group follows.</returns>
    private static string? Separator(string text, int at)
    {
        for (var length = 1; length <= LongestSeparator && at + length < text.Length; length++)
        {
            if (text[at + length - 1] is not (' ' or '-' or '.' or '/' or '(' or ')' or '\u00A0'))
                return null;
            if (char.IsAsciiDigit(text[at + length]))
                return text[at..(at + length)];
        }

        return null;
    }
}
