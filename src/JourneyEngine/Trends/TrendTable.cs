using System.Globalization;
using JourneyEngine.Reports;

namespace JourneyEngine.Trends;

/// <summary>A trend as a table, whose counts can be traced.</summary>
internal static class TrendTable
{
    /// <param name="From">When the interval begins, by the site's clocks.</param>
    /// <param name="To">When it ends, which is when the next one begins.</param>
    private sealed record CountLine(string From, string To, long Count, double? Previous, bool Unfinished);

    /// <inheritdoc cref="CountLine"/>
    private sealed record RateLine(
        string From,
        string To,
        long Converted,
        long AtRisk,
        double? Rate,
        double? Low,
        double? High,
        double? Previous,
        bool Unfinished
    );

    public static ReportTable Of(ReportSums sums, TrendAsked asked) =>
        asked.Metric.IsRate
            ? ReportTable.Of(
                "trend",
                TrendRows
                    .Of(sums, asked)
                    .Select(it => new RateLine(
                        Iso(it.From),
                        Iso(it.To),
                        it.Count,
                        it.AtRisk ?? 0,
                        it.Value,
                        it.Low,
                        it.High,
                        it.Previous,
                        it.Unfinished
                    ))
            )
            : ReportTable.Of(
                "trend",
                TrendRows
                    .Of(sums, asked)
                    .Select(it => new CountLine(Iso(it.From), Iso(it.To), it.Count, it.Previous, it.Unfinished))
            );

    private static string Iso(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
}
