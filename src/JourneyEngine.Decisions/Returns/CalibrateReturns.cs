using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Returns;

/// <summary>Holds a model against what came after the moment that it was fitted up to.</summary>
public static class CalibrateReturns
{
    private const int LastRow = 7;

    /// <param name="seen">How many visitors had which history then, and came on how many days since.</param>
    /// <param name="horizon">On how many of the site's days they can have come since.</param>
    public static ReturnCalibration Of(
        BgNbd model,
        TimeUnit unit,
        IReadOnlyDictionary<(RepeatVisits Then, int Since), long> seen,
        DateTimeOffset from,
        DateTimeOffset until,
        int horizon
    )
    {
        var judged = seen.OrderBy(it => it.Key.Then.Count)
            .ThenBy(it => it.Key.Then.Last)
            .ThenBy(it => it.Key.Then.Age)
            .ThenBy(it => it.Key.Since)
            .Select(it =>
                (it.Key.Then, it.Key.Since, Visitors: it.Value, Predicted: Predicted(model, it.Key.Then, unit, horizon))
            )
            .ToArray();
        double all = judged.Sum(it => it.Visitors),
            share = judged.Where(it => it.Since > 0).Sum(it => it.Visitors) / all;
        var rows = judged
            .GroupBy(it => Math.Min(LastRow, it.Then.Count))
            .Select(row =>
            {
                var visitors = row.Sum(it => it.Visitors);
                return new ReturnCalibrationRow(
                    row.Key,
                    visitors,
                    row.Sum(it => it.Visitors * it.Predicted.Expected) / visitors,
                    (double)row.Sum(it => it.Visitors * it.Since) / visitors,
                    row.Sum(it => it.Visitors * it.Predicted.Chance) / visitors,
                    (double)row.Where(it => it.Since > 0).Sum(it => it.Visitors) / visitors
                );
            });
        // By how much saying the same of everybody is worse, visitor by visitor.
        var gains = judged
            .Select(it =>
                (
                    it.Visitors,
                    Gain: Square(share - Returned(it.Since)) - Square(it.Predicted.Chance - Returned(it.Since))
                )
            )
            .ToArray();
        var gain = gains.Sum(it => it.Visitors * it.Gain) / all;
        return new ReturnCalibration(
            from,
            until,
            [.. rows],
            judged.Sum(it => it.Visitors * Square(it.Predicted.Chance - Returned(it.Since))) / all,
            share * (1 - share),
            Math.Sqrt(gains.Sum(it => it.Visitors * Square(it.Gain - gain)) / all / all)
        );
    }

    /// <summary>Whether a model may be used: it is not beyond chance that it expects in all under half or over twice
    /// what came, or does worse than saying the same of everybody.</summary>
    public static bool IsUsable(ReturnCalibration calibration)
    {
        var (expected, actual) = (
            calibration.Rows.Sum(it => it.Visitors * it.Expected),
            calibration.Rows.Sum(it => it.Visitors * it.Actual)
        );
        return CalibrationTolerance.IsWithin(expected, actual)
            && calibration.Brier
                <= calibration.BaseBrier + (CalibrationTolerance.StandardErrors * calibration.BrierError);
    }

    private static (double Expected, double Chance) Predicted(
        BgNbd model,
        RepeatVisits then,
        TimeUnit unit,
        double horizon
    )
    {
        var ((x, last, age), h) = (unit.Of(then), horizon / unit.Days);
        return (PredictReturn.Expected(model, unit, then, horizon), model.Returns(x, last, age, h));
    }

    private static double Returned(int since) => since > 0 ? 1 : 0;

    private static double Square(double it) => it * it;
}
