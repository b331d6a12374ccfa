namespace JourneyEngine.Cli;

/// <summary>Numbers as a line of bars, to be taken in at a glance.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <param name="values">From 0 up; where one is missing there is a dot.</param>
    /// <param name="highest">What the highest bar stands for; the greatest of the values where absent.</param>
    public static string Of(IReadOnlyCollection<double?> values, double? highest = null)
    {
        var top = highest ?? values.Max() ?? 0;
        return string.Concat(
            values.Select(it =>
                it is not { } value
                    ? '·'
                    : Bars[
                        top <= 0 ? 0 : (int)Math.Clamp(Math.Ceiling(value / top * Bars.Length) - 1, 0, Bars.Length - 1)
                    ]
            )
        );
    }
}
