namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>What the normal distribution says, added up piece by piece.</summary>
internal static class Chance
{
    public const double Z = 1.959963984540054;
    private const int Pieces = 20_000;

    /// <returns>How probable it is that chance alone takes as many of all, or a number that is as unlikely, where each is
    /// taken with a given probability (chi-squared test with one degree of freedom).</returns>
    public static double OfSplit(int taken, int all, double probability)
    {
        double[] expected = [all * probability, all * (1 - probability)];
        var squares = expected.Zip([taken, all - taken], (it, was) => (was - it) * (was - it) / it).Sum();
        return 1 - 2 * Area(Math.Sqrt(squares));
    }

    /// <summary>Of a rate with one more success and one more failure (Agresti and Caffo 2000).</summary>
    public static double Variance(int hits, int all)
    {
        var p = (hits + 1.0) / (all + 2);
        return p * (1 - p) / (all + 2);
    }

    /// <summary>Under the curve from 0, by Simpson's rule.</summary>
    private static double Area(double to)
    {
        var step = to / Pieces;
        var sum = Enumerable
            .Range(0, Pieces + 1)
            .Sum(it => Height(it * step) * (it is 0 or Pieces ? 1 : 2 + 2 * (it % 2)));
        return sum * step / 3;
    }

    private static double Height(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
