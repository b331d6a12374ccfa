namespace JourneyEngine.Decisions;

/// <summary>How far what comes may lie from what a model expected before it is put aside.</summary>
internal static class CalibrationTolerance
{
    /// <summary>What is beyond so many is beyond chance.</summary>
    public const double StandardErrors = 2;

    /// <summary>Whether a count is between half and twice what was expected, or no further from it than chance takes
    /// it: few events scatter by the root of their number.</summary>
    public static bool IsWithin(double expected, double actual) =>
        (expected <= 2 * actual && actual <= 2 * expected)
        || Math.Abs(expected - actual) <= StandardErrors * Math.Sqrt(Math.Max(expected, actual));
}
