using MathNet.Numerics;

namespace JourneyEngine.Decisions.Beliefs;

/// <summary>How much chances differ that have the same parent: the variance of their log odds around that of the
/// parent's mean.</summary>
/// <remarks>
/// On this scale what makes a difference multiplies the odds, so rare and frequent things may share one spread. It is
/// averaged over the beta-binomial likelihood (empirical Bayes; Efron and Morris 1975) times a wide log-normal prior:
/// the likeliest spread alone would make beliefs surer than the data are.
/// </remarks>
public static class BetweenGroupVariance
{
    /// <summary>Before anything is known: odds differ by a factor of about two.</summary>
    public const double Usual = 0.2;

    private const double Least = 1e-5;
    private const double Most = 10;
    private const int Steps = 28;

    /// <summary>How far off the usual one may well be, on the scale of the logarithm.</summary>
    private const double Deviation = 1.5;

    private static readonly double[] Spreads =
    [
        .. Enumerable.Range(0, Steps + 1).Select(step => Least * Math.Pow(Most / Least, (double)step / Steps)),
    ];

    /// <param name="children">What each child's parent tells of its mean, and what came in it.</param>
    public static double Of(IEnumerable<(BetaPosterior Mean, PseudoCounts Seen)> children)
    {
        var seen = children.Where(it => it.Seen.Offered > 0).ToArray();
        if (seen.Length == 0)
            return Usual;
        var likelihoods = Array.ConvertAll(
            Spreads,
            spread =>
                seen.Sum(it => LogLikelihood(it.Mean, it.Seen, spread))
                - (Math.Pow(Math.Log(spread / Usual) / Deviation, 2) / 2)
        );
        var weights = Array.ConvertAll(likelihoods, it => Math.Exp(it - likelihoods.Max()));
        return Spreads.Zip(weights, (spread, weight) => spread * weight).Sum() / weights.Sum();
    }

    private static double LogLikelihood(BetaPosterior mean, PseudoCounts seen, double spread)
    {
        var prior = BetaPosterior.Of(mean, spread);
        var after = prior.With(seen);
        return SpecialFunctions.BetaLn(after.A, after.B) - SpecialFunctions.BetaLn(prior.A, prior.B);
    }
}
