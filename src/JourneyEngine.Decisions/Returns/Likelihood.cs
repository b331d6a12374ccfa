using MathNet.Numerics;

namespace JourneyEngine.Decisions.Returns;

/// <summary>How likely a set of visitors is under a <see cref="BgNbd"/> model, and where it grows. Its cost grows with
/// distinct histories, not with visitors.</summary>
public sealed class Likelihood
{
    private readonly (int X, double Last, double Age, long Visitors)[] _groups;
    private readonly int _most;

    /// <param name="groups">How many visitors have each history.</param>
    public Likelihood(IReadOnlyDictionary<RepeatVisits, long> groups, TimeUnit unit)
    {
        // In one order, so that sums are the same bit for bit whatever order the visitors were read in.
        _groups =
        [
            .. groups
                .OrderBy(it => it.Key.Count)
                .ThenBy(it => it.Key.Last)
                .ThenBy(it => it.Key.Age)
                .Select(it => (unit.Of(it.Key), it.Value))
                .Select(it => (it.Item1.X, it.Item1.Last, it.Item1.Age, it.Value)),
        ];
        Visitors = groups.Values.Sum();
        _most = _groups.Length == 0 ? 0 : _groups[^1].X;
    }

    public long Visitors { get; }

    /// <returns>The log-likelihood and its derivatives by r, alpha, a and b.</returns>
    public (double Value, double[] Slope) At(BgNbd model)
    {
        var (r, alpha, a, b) = model;
        var (value, slope) = (0.0, new double[4]);
        var ofCount = Enumerable.Range(0, _most + 1).Select(x => OfCount(model, x)).ToArray();
        foreach (var (x, last, age, visitors) in _groups)
        {
            var (constant, dr, da, db) = ofCount[x];
            double atAge = Math.Log(alpha + age),
                stays = -(r + x) * atAge,
                left = 0;
            double atLast = 0,
                sum = stays;
            if (x > 0)
            {
                atLast = Math.Log(alpha + last);
                var leaves = Math.Log(a) - Math.Log(b + x - 1) - ((r + x) * atLast);
                sum = Math.Max(stays, leaves) + Math.Log(1 + Math.Exp(-Math.Abs(stays - leaves)));
                left = Math.Exp(leaves - sum);
            }

            value += visitors * (constant + sum);
            slope[0] += visitors * (dr - ((1 - left) * atAge) - (left * atLast));
            slope[1] += visitors * ((r / alpha) - ((r + x) * (((1 - left) / (alpha + age)) + (left / (alpha + last)))));
            slope[2] += visitors * (da + (left / a));
            slope[3] += visitors * (x == 0 ? 0 : db - (left / (b + x - 1)));
        }

        return (value, slope);
    }

    private static (double Constant, double R, double A, double B) OfCount(BgNbd model, int x)
    {
        var (r, alpha, a, b) = model;
        return (
            SpecialFunctions.GammaLn(r + x)
                - SpecialFunctions.GammaLn(r)
                + (r * Math.Log(alpha))
                + SpecialFunctions.BetaLn(a, b + x)
                - SpecialFunctions.BetaLn(a, b),
            SpecialFunctions.DiGamma(r + x) - SpecialFunctions.DiGamma(r) + Math.Log(alpha),
            SpecialFunctions.DiGamma(a + b) - SpecialFunctions.DiGamma(a + b + x),
            SpecialFunctions.DiGamma(b + x)
                - SpecialFunctions.DiGamma(b)
                + SpecialFunctions.DiGamma(a + b)
                - SpecialFunctions.DiGamma(a + b + x)
        );
    }
}
