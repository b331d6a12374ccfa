using JourneyEngine.Decisions.Statistics;
using JourneyEngine.Reports;

namespace JourneyEngine.Trends;

/// <summary>All intervals of a trend together.</summary>
internal static class TrendTotals
{
    /// <returns>Null where intervals do not add up.</returns>
    public static TrendTotal? Of(ReportSums sums, TrendAsked asked)
    {
        if (!asked.Metric.IsAdditive)
            return null;
        var (calendar, interval) = (sums.Calendar, asked.Interval);
        var hours = TrendFigure.ByHour(sums, asked).ToList();
        var (lastBegins, ends) = (
            interval.FirstHour(calendar, asked.Last),
            Math.Min(asked.NowHour + 1, interval.FirstHour(calendar, asked.Last + 1))
        );
        // As far into the last interval of before as this one has come.
        var endsBefore = Math.Min(
            interval.FirstHour(calendar, asked.Last - asked.Back) + ends - lastBegins,
            interval.FirstHour(calendar, asked.Last - asked.Back + 1)
        );
        var now = Between(interval.FirstHour(calendar, asked.First), ends);
        TrendFigure? before =
            asked.Back == 0 ? null : Between(interval.FirstHour(calendar, asked.First - asked.Back), endsBefore);
        var bounds = now.Of is { } trials ? Wilson.Interval(now.Count, trials) : null;
        var (change, half) = (now.Value - before?.Value, Half(now, before));
        return new TrendTotal(
            now.Value,
            now.Count,
            now.Of,
            bounds?.Low,
            bounds?.High,
            before?.Value,
            change,
            change - half,
            change + half
        );

        TrendFigure Between(int from, int until) =>
            TrendFigure.Sum(
                hours.Where(it => it.Hour >= from && it.Hour < until).Select(it => it.Figure),
                asked.Metric.IsRate
            );
    }

    /// <returns>Half of the 95 % interval of the difference of two rates; null for counts.</returns>
    private static double? Half(TrendFigure now, TrendFigure? before) =>
        now.Of is { } trials && before is { Of: { } trialsBefore } then
            ? Proportion.Normal975
                * Math.Sqrt(Proportion.Variance(now.Count, trials) + Proportion.Variance(then.Count, trialsBefore))
            : null;
}
