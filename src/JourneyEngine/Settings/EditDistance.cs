namespace JourneyEngine.Settings;

/// <summary>Levenshtein's distance: how many letters must be put in, taken out or exchanged.</summary>
/// <remarks>Whatever the case of letters, and whether a Hebrew one ends a word.</remarks>
internal static class EditDistance
{
    private const string HebrewAtTheEnd = "ךםןףץ";
    private const string HebrewElsewhere = "כמנפצ";

    public static int Between(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var exchanged = diagonal + (Letter(one[i - 1]) == Letter(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static char Letter(char it) =>
        HebrewAtTheEnd.IndexOf(it, StringComparison.Ordinal) is >= 0 and var place
            ? HebrewElsewhere[place]
            : char.ToUpperInvariant(it);
}
