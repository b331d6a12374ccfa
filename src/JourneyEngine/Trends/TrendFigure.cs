using JourneyEngine.Reports;

namespace JourneyEngine.Trends;

/// <summary>A figure of an interval.</summary>
/// <param name="Count">What counts.</param>
/// <param name="Of">Of a rate, of how many; null for a count.</param>
internal readonly record struct TrendFigure(long Count, long? Of)
{
    /// <summary>Absent for a rate of nothing.</summary>
    public double? Value =>
        Of is null ? Count
        : Of > 0 ? (double)Count / Of
        : null;

    public static TrendFigure Sum(IEnumerable<TrendFigure> figures, bool isRate) =>
        figures.Aggregate(
            new TrendFigure(0, isRate ? 0 : null),
            (sum, it) => new TrendFigure(sum.Count + it.Count, sum.Of + it.Of)
        );

    public static IEnumerable<(int Hour, TrendFigure Figure)> ByHour(ReportSums sums, TrendAsked asked) =>
        from it in sums.Of(asked.Metric.Measure)
        where asked.Visit is null || it.Cell.Number2 == asked.Visit
        let count = asked.Metric.Counts(it.Cell, asked.Interval) ? it.Count : 0
        select (it.Cell.Number1, new TrendFigure(count, asked.Metric.IsRate ? it.Count : null));
}
