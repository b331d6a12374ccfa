using System.Globalization;
using System.Text.RegularExpressions;

namespace JourneyEngine.Http;

/// <summary>A moment as people and programs ask for it: ISO 8601, and nothing that could be read in another
/// order.</summary>
public static partial class IsoTime
{
    /// <summary>What is right, for whoever is told that theirs is not.</summary>
    public const string Form = "a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z";

    /// <returns>Null for a text that is not there, or empty.</returns>
    /// <exception cref="UnacceptableException">422; it says what would be right.</exception>
    public static DateTimeOffset? Parameter(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : TryRead(text, out var moment) ? moment
        : throw new UnacceptableException($"'{name}' takes {Form} (in an address, '+' is written %2B).");

    /// <summary>A day is its first moment. UTC where no zone is given.</summary>
    public static bool TryRead(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null
            && Shape().IsMatch(text)
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out moment
            );
    }

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?\z"
    )]
    private static partial Regex Shape();
}
