using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Conversions;

/// <summary>Holds chances of conversion against visits that came after the moment that they were fitted up
/// to.</summary>
public static class CalibrateConversions
{
    /// <param name="chance">What is said of a cell, in (0, 1); null if it abstains.</param>
    /// <param name="seen">What the chances were fitted to: its rate is the base that they must beat.</param>
    /// <param name="later">Visits at risk that began after that moment, and those of them that converted.</param>
    /// <returns>Null if there was no later visit; no bins where it abstains from all of them.</returns>
    public static ConversionCalibration? Of(
        Func<HazardCell, double?> chance,
        Trials seen,
        IReadOnlyDictionary<HazardCell, Trials> later,
        DateTimeOffset from,
        DateTimeOffset until
    )
    {
        var said = later
            .Where(it => it.Value.Offered > 0)
            .Select(it => (it.Key, Chance: chance(it.Key), it.Value))
            .ToArray();
        var judged = said.Where(it => it.Chance is not null)
            .OrderBy(it => it.Chance)
            .ThenBy(it => it.Key.Visit)
            .ThenBy(it => it.Key.Stage)
            .ThenBy(it => it.Key.Gap)
            .Select(it => (Chance: it.Chance!.Value, it.Value))
            .ToArray();
        if (said.Length == 0)
            return null;
        if (judged.Length == 0)
            return new ConversionCalibration(from, until, 0, said.Sum(it => it.Value.Offered), [], 0, 0, 0, 0, 0);
        var (all, baseRate, bins) = (
            judged.Sum(it => it.Value.Offered),
            new BetaPosterior(1, 1).With(PseudoCounts.Of(seen)).Mean,
            ReliabilityBins.Of(judged)
        );
        double Mean(Func<(double Chance, Trials Value), double> of) => judged.Sum(of) / all;
        return new ConversionCalibration(
            from,
            until,
            all,
            said.Where(it => it.Chance is null).Sum(it => it.Value.Offered),
            bins,
            bins.Sum(it => it.Visits * Math.Abs(it.Predicted - it.Converted)) / all,
            Mean(it => Squares(it.Chance, it.Value)),
            Mean(it => Squares(baseRate, it.Value)),
            Mean(it => LogLoss(it.Chance, it.Value)),
            Mean(it => LogLoss(baseRate, it.Value)),
            ErrorOfGain(judged, baseRate)
        );
    }

    /// <summary>Whether chances may be used: it is not beyond chance that they expect under half or over twice what
    /// came, or do worse than saying the same of every visit.</summary>
    public static bool IsUsable(ConversionCalibration it)
    {
        var (expected, actual) = (
            it.Bins.Sum(bin => bin.Visits * bin.Predicted),
            it.Bins.Sum(bin => bin.Visits * bin.Converted)
        );
        return CalibrationTolerance.IsWithin(expected, actual)
            && it.LogLoss <= it.BaseLogLoss + (CalibrationTolerance.StandardErrors * it.LogLossError);
    }

    /// <summary>Whether a challenger takes the place of the model in force: it must be better in log loss and better
    /// calibrated.</summary>
    public static bool IsBeatenBy(this ConversionCalibration model, ConversionCalibration challenger) =>
        challenger.LogLoss < model.LogLoss && challenger.CalibrationError < model.CalibrationError;

    private static double ErrorOfGain((double Chance, Trials Value)[] judged, double baseRate)
    {
        var (all, sum, squares) = (0L, 0.0, 0.0);
        void Add(long visits, double gain) =>
            (all, sum, squares) = (all + visits, sum + (visits * gain), squares + (visits * gain * gain));
        foreach (var (chance, it) in judged)
        {
            Add(it.Accepted, Math.Log(chance / baseRate));
            Add(it.Offered - it.Accepted, Math.Log((1 - chance) / (1 - baseRate)));
        }

        return Math.Sqrt(Math.Max(0, (squares / all) - (sum / all * (sum / all))) / all);
    }

    private static double Squares(double chance, Trials it) =>
        (it.Accepted * (1 - chance) * (1 - chance)) + ((it.Offered - it.Accepted) * chance * chance);

    private static double LogLoss(double chance, Trials it) =>
        -((it.Accepted * Math.Log(chance)) + ((it.Offered - it.Accepted) * Math.Log(1 - chance)));
}
