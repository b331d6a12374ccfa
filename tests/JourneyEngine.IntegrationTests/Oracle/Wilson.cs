namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>A share and its 95 % interval (Wilson 1927).</summary>
internal static class Wilson
{
    private const double Z = Chance.Z;

    /// <returns>Share, lower and upper end; nothing where nobody was asked.</returns>
    public static object?[] Of(int hits, int all)
    {
        if (all == 0)
            return [null, null, null];
        var (p, n) = ((double)hits / all, (double)all);
        var middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return [p, Math.Max(0, middle - half), Math.Min(1, middle + half)];
    }
}
