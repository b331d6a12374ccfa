namespace JourneyEngine.Decisions.Statistics;

/// <summary>The score interval of a proportion (Wilson 1927), at 95 %.</summary>
public static class Wilson
{
    private const double Z = Proportion.Normal975;

    /// <returns>Bounds in [0, 1]; null if there was no trial.</returns>
    public static (double Low, double High)? Interval(long successes, long trials)
    {
        if (trials == 0)
            return null;
        double n = trials,
            p = successes / n,
            z2 = Z * Z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        return (successes == 0 ? 0 : Math.Max(0, centre - half), successes == trials ? 1 : Math.Min(1, centre + half));
    }
}
