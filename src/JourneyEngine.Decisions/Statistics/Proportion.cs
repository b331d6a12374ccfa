namespace JourneyEngine.Decisions.Statistics;

/// <summary>How sure a proportion is.</summary>
public static class Proportion
{
    /// <summary>The 97.5th percentile of the normal distribution: of 95 % intervals.</summary>
    public const double Normal975 = 1.959963984540054;

    /// <returns>The variance of a rate with one success and one failure more (Agresti and Caffo 2000): of few trials a
    /// rate of 0 is not certain.</returns>
    public static double Variance(long successes, long trials)
    {
        var rate = (successes + 1.0) / (trials + 2);
        return rate * (1 - rate) / (trials + 2);
    }
}
