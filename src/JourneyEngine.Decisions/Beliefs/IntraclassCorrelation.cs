namespace JourneyEngine.Decisions.Beliefs;

/// <summary>
/// How much of what sets children apart from their parents is common to all that have one name, whoever their parent
/// is: the intraclass correlation (Fisher 1925) of their deviations on the scale of the log odds, in [0, 1].
/// </summary>
/// <remarks>
/// It is averaged over its likelihood times a prior that rises with it: names mean something until they are seen not
/// to. Deviations are one step of Newton's method away from the parent's mean, so that a child in which nothing came
/// has one, too; given the share, those of one name are normal with a common part.
/// </remarks>
public static class IntraclassCorrelation
{
    private const int Steps = 20;

    private static readonly double[] Shares = [.. Enumerable.Range(1, Steps).Select(step => (double)step / Steps)];

    /// <param name="Value">On the scale of the log odds.</param>
    /// <param name="Error">The variance with which it is seen.</param>
    private readonly record struct Deviation(double Value, double Error);

    /// <param name="children">The name of each child, what its parent tells of its mean, and what came in it.</param>
    /// <param name="spread">How much children differ; see <see cref="BetweenGroupVariance"/>.</param>
    /// <returns>Two thirds where no two children have the same name.</returns>
    public static double Of<TName>(
        IEnumerable<(TName Name, BetaPosterior Mean, PseudoCounts Seen)> children,
        double spread
    )
    {
        var names = children
            .Where(it => it.Seen.Offered > 0)
            .GroupBy(it => it.Name, it => Deviates(it.Mean, it.Seen))
            .Select(it => it.ToArray())
            .Where(it => it.Length > 1)
            .ToArray();
        var likelihoods = Array.ConvertAll(
            Shares,
            share => Math.Log(share) + names.Sum(it => LogLikelihood(it, share * spread, (1 - share) * spread))
        );
        var weights = Array.ConvertAll(likelihoods, it => Math.Exp(it - likelihoods.Max()));
        return Shares.Zip(weights, (share, weight) => share * weight).Sum() / weights.Sum();
    }

    private static Deviation Deviates(BetaPosterior mean, PseudoCounts seen)
    {
        var slope = mean.Mean * (1 - mean.Mean);
        var information = seen.Offered * slope;
        return new(
            (seen.Accepted - (seen.Offered * mean.Mean)) / information,
            (1 / information) + (mean.Variance / (slope * slope))
        );
    }

    /// <summary>Of deviations that are normal around 0: each has a variance of its own, and all have one in common (the
    /// determinant and the inverse of a diagonal matrix and one of rank one).</summary>
    private static double LogLikelihood(Deviation[] name, double common, double own)
    {
        var (precision, weighted, sum) = (0.0, 0.0, 0.0);
        foreach (var (value, error) in name)
        {
            var weight = 1 / (own + error);
            precision += weight;
            weighted += weight * value;
            sum += (weight * value * value) - Math.Log(weight);
        }

        return -(sum + Math.Log(1 + (common * precision)) - (common * weighted * weighted / (1 + (common * precision))))
            / 2;
    }
}
