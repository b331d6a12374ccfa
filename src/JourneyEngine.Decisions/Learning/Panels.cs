using JourneyEngine.Decisions.Beliefs;

namespace JourneyEngine.Decisions.Learning;

/// <summary>The panels on which beliefs are integrated: they follow the widths of the beliefs.</summary>
internal static class Panels
{
    /// <summary>Ends of panels, in standard deviations from each mean: the far ones for the long tail of a skewed
    /// belief.</summary>
    private static readonly double[] Ends = [-40, -20, -12, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 12, 20, 40];

    /// <summary>Ends of the panels, ascending. Below the first, some belief has all its mass above; above the last, all
    /// have theirs below.</summary>
    public static List<double> Of(IReadOnlyList<BetaPosterior> beliefs)
    {
        var low = Math.Max(0, beliefs.Max(it => it.Mean + (Ends[0] * it.StandardDeviation)));
        var high = Math.Min(1, beliefs.Max(it => it.Mean + (Ends[^1] * it.StandardDeviation)));
        var panels = new List<double> { low };
        foreach (
            var end in beliefs
                .SelectMany(it => Ends.Select(deviations => it.Mean + (deviations * it.StandardDeviation)))
                .Order()
        )
        {
            if (end > low && end < high && end - panels[^1] >= Narrowest(beliefs, end))
                panels.Add(end);
        }

        panels.Add(high);
        return panels;
    }

    private static double Narrowest(IReadOnlyList<BetaPosterior> beliefs, double at)
    {
        var narrowest = double.PositiveInfinity;
        foreach (var belief in beliefs)
        {
            var deviation = belief.StandardDeviation;
            if (Math.Abs(at - belief.Mean) <= -Ends[0] * deviation && deviation < narrowest)
                narrowest = deviation;
        }

        return narrowest / 2;
    }
}
