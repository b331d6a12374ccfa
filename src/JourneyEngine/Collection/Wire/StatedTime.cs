using System.Buffers;
using System.Globalization;

namespace JourneyEngine.Collection.Wire;

/// <summary>A time that a client states, with a zone or in UTC.</summary>
internal static class StatedTime
{
    /// <summary>Stands for a time that was sent as something else than text, and so is none.</summary>
    public const string None = "?";

    private static readonly SearchValues<char> IsoCharacters = SearchValues.Create("0123456789-:+.TtZz ");

    /// <returns>Null if it is no ISO 8601 time from 1970 on.</returns>
    public static DateTimeOffset? Parse(string? stated) =>
        stated is { Length: >= 10 and <= 40 } given
        && given[4] == '-'
        && !given.AsSpan().ContainsAnyExcept(IsoCharacters)
        && DateTimeOffset.TryParse(
            given,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
        && time >= DateTimeOffset.UnixEpoch
            ? time
            : null;
}
