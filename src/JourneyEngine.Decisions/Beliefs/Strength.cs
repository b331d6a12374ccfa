using MathNet.Numerics;
using MathNet.Numerics.Optimization;

namespace JourneyEngine.Decisions.Learning;

/// <summary>How much cells that have the same parent are alike: the trials that the parent's mean is worth in each of them.</summary>
/// <remarks>
/// The maximum of the beta-binomial marginal likelihood (empirical Bayes; Efron and Morris 1975) times a wide log-normal prior: of a few
/// cells that happen to be alike the likelihood alone would make a certainty.
/// </remarks>
public static class Strength
{
    private const double Most = 1e6;
    private const double Precision = 1e-3;

    /// <summary>Logarithm of 50 trials, and how far off that may well be.</summary>
    private static readonly (double Mean, double Deviation) Usual = (Math.Log(50), 3);

    /// <param name="cells">The mean that each cell would have by its parent, in (0, 1), and what came in it.</param>
    /// <returns>In trials; 0 where nothing came yet, so that the weakest prior is taken.</returns>
    public static double Of(IEnumerable<(double Mean, Trials Trials)> cells)
    {
        var groups = cells.Where(it => it.Trials.Offered > 0).ToArray();
        return groups.Length == 0 ? 0 : Math.Exp(GoldenSectionMinimizer.Minimum(
            ObjectiveFunction.ScalarValue(log => Prior(log) - groups.Sum(it => LogLikelihood(it.Mean, it.Trials, Math.Exp(log)))),
            0, Math.Log(Most), Precision).MinimizingPoint);
    }

    private static double Prior(double log) => (log - Usual.Mean) * (log - Usual.Mean) / (2 * Usual.Deviation * Usual.Deviation);

    private static double LogLikelihood(double mean, Trials trials, double strength)
    {
        var prior = Belief.Of(mean, strength);
        var after = prior.With(trials);
        return SpecialFunctions.BetaLn(after.A, after.B) - SpecialFunctions.BetaLn(prior.A, prior.B);
    }
}
