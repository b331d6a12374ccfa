namespace JourneyEngine.Decisions;

/// <summary>How far what comes may lie from what was expected.</summary>
internal static class StableHash
{
    /// <summary>In standard errors.</summary>
    public const double BeyondChance = 2;

    /// <summary>Whether a count is between half and twice what was expected, or no further from it than chance takes
    /// it: few events scatter by the root of their number.</summary>
    public static bool IsNear(double expected, double actual) =>
        (expected <= 2 * actual && actual <= 2 * expected)
        || Math.Abs(expected - actual) <= BeyondChance * Math.Sqrt(Math.Max(expected, actual));
}
