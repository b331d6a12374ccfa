namespace JourneyEngine.Decisions.Conversions;

/// <summary>All that the prediction of conversion looks at when a visit begins.</summary>
/// <param name="Visit">Number of the visit, from 1; the last one stands for all later ones.</param>
/// <param name="Stage">Index of the furthest stage reached before the visit; -1 before the first.</param>
/// <param name="Gap">Time since the visit before: 0 for none, then 1 to 4 for less than a day, a week, 30 days, and
/// more.</param>
public readonly record struct HazardCell(int Visit, int Stage, int Gap)
{
    public const int LastVisit = 10;
    public const int LastGap = 4;

    private static readonly double[] GapDays = [1, 7, 30];

    /// <param name="gap">Milliseconds; absent before a first visit.</param>
    public static HazardCell Of(int visit, int stage, long? gap) =>
        new(Math.Min(visit, LastVisit), stage, gap is { } it ? GapOf(it) : 0);

    public static int GapOf(long milliseconds)
    {
        var days = milliseconds / 86_400_000.0;
        return 1 + GapDays.Count(limit => days >= limit);
    }
}
