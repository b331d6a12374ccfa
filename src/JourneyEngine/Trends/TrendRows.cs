using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Reports;

namespace JourneyEngine.Trends;

/// <summary>The rows of a trend, from sums by the hour.</summary>
internal static class TrendRows
{
    public static IReadOnlyList<TrendRow> Of(ReportSums sums, TrendAsked asked)
    {
        var (calendar, interval) = (sums.Calendar, asked.Interval);
        var found = TrendFigure
            .ByHour(sums, asked)
            .GroupBy(it => interval.Of(calendar, it.Hour), it => it.Figure)
            .ToDictionary(it => it.Key, it => TrendFigure.Sum(it, asked.Metric.IsRate));
        TrendFigure At(int number) => found.GetValueOrDefault(number, TrendFigure.Sum([], asked.Metric.IsRate));
        return
        [
            .. Numbers()
                .Select(number => RowOf(number, At(number), asked.Back == 0 ? null : At(number - asked.Back)))
                // Where the clocks are put forward, there is no such hour.
                .Where(it => it.From < it.To),
        ];

        // Of one visitor's part only what this visitor did is asked for, once for each visitor.
        IEnumerable<int> Numbers() =>
            sums.RowsOfAll is null
                ? Enumerable.Range(asked.First, asked.Last - asked.First + 1)
                : found.Keys.Where(it => it >= asked.First && it <= asked.Last);

        TrendRow RowOf(int number, TrendFigure it, TrendFigure? before)
        {
            var ends = interval.FirstHour(calendar, number + 1);
            var bounds = it.Of is { } trials ? Wilson.Interval(it.Count, trials) : null;
            return new TrendRow(
                calendar.StartOfHour(interval.FirstHour(calendar, number)),
                calendar.StartOfHour(ends),
                it.Value,
                it.Count,
                it.Of,
                before?.Value,
                bounds?.Low,
                bounds?.High,
                ends > asked.NowHour
            );
        }
    }
}
