using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Store;

/// <summary>What every report can be asked: a funnel, the cohort days, and whether to wait for what was just acknowledged.</summary>
/// <param name="At">As of which moment: only what had occurred up to then; what is live where absent.</param>
/// <param name="Days">Days of visitors' first interactions: from, and before (exclusive), in days since 1970 UTC.</param>
public sealed record ReportQuery(string? Funnel, (int From, int Before) Days, DateTimeOffset? At, bool Wait, bool Csv)
{
    private static readonly string[] Known = ["funnel", "from", "to", "at", "wait", "format"];

    /// <param name="own">Parameters that only this report has.</param>
    /// <exception cref="UnacceptableException">A parameter that the report does not have, or a value that it cannot take.</exception>
    public static ReportQuery Of(IQueryCollection query, params string[] own)
    {
        if (query.Keys.FirstOrDefault(key => !Known.Contains(key) && !own.Contains(key)) is { } unknown)
            throw new UnacceptableException($"'{unknown}' is not a parameter of this report. Known are: {string.Join(", ", Known.Concat(own))}.");
        return new ReportQuery(
            query["funnel"],
            (Day(query, "from") ?? 0, Day(query, "to") + 1 ?? int.MaxValue),
            Moment(query, "at"),
            OneOf(query, "wait", "false", "true") == "true",
            OneOf(query, "format", "json", "csv") == "csv");
    }

    private static int? Day(IQueryCollection query, string name) => (string?)query[name] is not { Length: > 0 } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            : throw new UnacceptableException($"'{name}' takes a day as 2026-01-31, UTC.");

    private static DateTimeOffset? Moment(IQueryCollection query, string name) => (string?)query[name] is not { Length: > 0 } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw new UnacceptableException($"'{name}' takes a moment as 2026-01-31T12:00:00Z.");

    /// <returns>The value that is asked for; the first one where none is.</returns>
    /// <exception cref="UnacceptableException">It is none of them.</exception>
    public static string OneOf(IQueryCollection query, string name, params string[] values)
    {
        var value = (string?)query[name] ?? values[0];
        return values.Contains(value) ? value : throw new UnacceptableException($"'{name}' takes {string.Join(" or ", values)}.");
    }
}
