using System.Globalization;
using JourneyEngine.Decisions.Measures;
using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>A report cell that a rebuild changed.</summary>
/// <param name="Funnel">With its version; absent where the measure is about none.</param>
/// <param name="Cohort">Day of the visitors' first interaction, in the site's time zone.</param>
/// <param name="Cell">What is counted in it, such as <c>visit 2, content 'video'</c>.</param>
public sealed record MovedCell(
    string Site,
    string Measure,
    string? Funnel,
    DateOnly Cohort,
    string Cell,
    long Before,
    long After
)
{
    private const int FirstNumber = 5;
    private const int FirstText = 8;

    /// <param name="measure">Whose names tell what the cell's numbers and texts are; null if there is no such measure any
    /// more.</param>
    internal static MovedCell Of(NpgsqlDataReader row, Measure? measure)
    {
        var numbers = (measure?.Numbers ?? []).Select(
            (it, i) => string.Create(CultureInfo.InvariantCulture, $"{it} {row.GetInt32(FirstNumber + i)}")
        );
        var texts = (measure?.Texts ?? []).Select((it, i) => $"{it} '{row.GetString(FirstText + i)}'");
        var funnel = row.GetString(2);
        return new(
            row.GetString(0),
            row.GetString(1),
            funnel.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{funnel} {row.GetInt32(3)}"),
            DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(row.GetInt32(4)),
            string.Join(", ", numbers.Concat(texts)),
            row.GetInt64(11),
            row.GetInt64(12)
        );
    }
}
