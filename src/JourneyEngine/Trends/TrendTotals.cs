using JourneyEngine.Decisions.Folding;
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
        var now = Between(interval.FirstHour(calendar, asked.First), interval.FirstHour(calendar, asked.Last + 1));
        TrendFigure? before =
            asked.Back == 0
                ? null
                : Between(interval.FirstHour(calendar, asked.First - asked.Back), EndBefore(calendar, asked));
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

    /// <returns>The hour before which what is set beside ends: where the last interval is not over yet, as far into its
    /// own as the current hour's end.</returns>
    private static int EndBefore(SiteCalendar calendar, TrendAsked asked)
    {
        var (interval, whole) = (asked.Interval, asked.Interval.FirstHour(calendar, asked.Last - asked.Back + 1));
        if (interval.FirstHour(calendar, asked.Last + 1) <= asked.NowHour)
            return whole;
        var passed = asked.NowHour + 1 - interval.FirstHour(calendar, asked.Last);
        return Math.Min(whole, interval.FirstHour(calendar, asked.Last - asked.Back) + passed);
    }

    /// <returns>Half of the 95 % interval of the difference of two rates; null for counts.</returns>
    private static double? Half(TrendFigure now, TrendFigure? before) =>
        now.Of is { } trials && before is { Of: { } trialsBefore } then
            ? Proportion.Normal975
                * Math.Sqrt(Proportion.Variance(now.Count, trials) + Proportion.Variance(then.Count, trialsBefore))
            : null;
}
