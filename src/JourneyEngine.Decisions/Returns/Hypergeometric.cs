namespace JourneyEngine.Decisions.Returns;

/// <summary>Gauss's hypergeometric function 2F1(a, b; c; z).</summary>
public static class Hypergeometric
{
    private const int MostTerms = 100_000;
    private const double Precision = 1e-15;

    /// <param name="c">No integer below 1.</param>
    /// <param name="z">In [0, 1).</param>
    /// <remarks>Where c - a - b is negative, Euler's transformation (Abramowitz and Stegun 15.3.3) makes the series converge sooner.</remarks>
    public static double Of(double a, double b, double c, double z) =>
        c - a - b < 0 ? Math.Pow(1 - z, c - a - b) * Series(c - a, c - b, c, z) : Series(a, b, c, z);

    /// <returns>(1 - z)^a 2F1(a, b; c; z): finite also where a is so great that its factors are not.</returns>
    public static double Scaled(double a, double b, double c, double z) =>
        c - a - b < 0 ? Math.Pow(1 - z, c - b) * Series(c - a, c - b, c, z) : Math.Pow(1 - z, a) * Series(a, b, c, z);

    private static double Series(double a, double b, double c, double z)
    {
        double term = 1, sum = 1;
        for (var n = 0; n < MostTerms; n++)
        {
            term *= (a + n) * (b + n) / (c + n) / (n + 1) * z;
            sum += term;
            if (Math.Abs(term) <= Precision * Math.Abs(sum))
                break;
        }

        return sum;
    }
}
