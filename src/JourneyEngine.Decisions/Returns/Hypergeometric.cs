namespace JourneyEngine.Decisions.Returns;

/// <summary>Gauss's hypergeometric function 2F1(a, b; c; z).</summary>
public static class Hypergeometric
{
    private const int MostTerms = 100_000;
    private const double Greatest = 1e200;
    private const double Precision = 1e-15;

    /// <param name="c">No integer below 1.</param>
    /// <param name="z">In [0, 1).</param>
    /// <remarks>Where c - a - b is negative, Euler's transformation (Abramowitz and Stegun 15.3.3) makes the series
    /// converge sooner.</remarks>
    public static double Of(double a, double b, double c, double z) =>
        c - a - b < 0 ? Times((c - a - b) * Math.Log(1 - z), Series(c - a, c - b, c, z)) : Times(0, Series(a, b, c, z));

    /// <returns>(1 - z)^a 2F1(a, b; c; z): finite also where a is so great that its factors are not.</returns>
    public static double Scaled(double a, double b, double c, double z) =>
        c - a - b < 0
            ? Times((c - b) * Math.Log(1 - z), Series(c - a, c - b, c, z))
            : Times(a * Math.Log(1 - z), Series(a, b, c, z));

    private static double Times(double logarithm, (double Sum, double Logarithm) series) =>
        Math.Exp(logarithm + series.Logarithm) * series.Sum;

    /// <returns>The sum, less a factor that is given by its logarithm where it would not be finite.</returns>
    private static (double Sum, double Logarithm) Series(double a, double b, double c, double z)
    {
        double term = 1,
            sum = 1,
            logarithm = 0;
        for (var n = 0; n < MostTerms; n++)
        {
            term *= (a + n) * (b + n) / (c + n) / (n + 1) * z;
            sum += term;
            if (Math.Abs(term) <= Precision * Math.Abs(sum))
                break;
            if (Math.Abs(sum) > Greatest)
                (term, sum, logarithm) = (term / Greatest, sum / Greatest, logarithm + Math.Log(Greatest));
        }

        return (sum, logarithm);
    }
}
