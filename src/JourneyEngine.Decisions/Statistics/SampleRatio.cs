using MathNet.Numerics;

namespace JourneyEngine.Decisions.Statistics;

/// <summary>Tells a split of visitors that is not what it should be from one that chance makes (Fabijan et al. 2019,
/// "Diagnosing Sample Ratio Mismatch").</summary>
public static class SampleRatio
{
    /// <param name="share">That should be held out, in (0, 1).</param>
    /// <returns>The chance of a split as uneven as this or more, were the share kept: the chi-squared test with one
    /// degree of freedom.</returns>
    public static double P(long heldOut, long visitors, double share)
    {
        var deviation = (heldOut - (share * visitors)) / Math.Sqrt(share * (1 - share) * visitors);
        return SpecialFunctions.Erfc(Math.Abs(deviation) / Math.Sqrt(2));
    }
}
