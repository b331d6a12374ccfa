namespace JourneyEngine.Decisions;

/// <summary>A cell of a report. What is shown is the sum over visitors of what each journey puts into it.</summary>
/// <param name="Name">What is counted, such as <c>converted</c>.</param>
/// <param name="Funnel">The funnel it is counted for; empty where it depends on none.</param>
/// <param name="Day">Day of the visitor's first interaction, in days since 1970 UTC.</param>
/// <param name="Key">Visit number, index of the stage or number of visits, as the name says.</param>
public readonly record struct Tally(string Name, string Funnel, int FunnelVersion, int Day, int Key);

/// <summary>What a journey puts into a report: each tally that it yields counts one.</summary>
public delegate IEnumerable<Tally> Contribute(Journey journey, FoldRules rules);

public static class Tallies
{
    /// <summary>Day of the first interaction, in days since 1970 UTC: the visitor's cohort.</summary>
    public static int CohortDay(Journey journey) => (int)(journey.Visits[0].Start / 86_400_000L);

    /// <summary>Takes away what the journey contributed before and adds what it contributes now.</summary>
    public static void Move(IDictionary<Tally, long> sums, IEnumerable<Tally> before, IEnumerable<Tally> now)
    {
        foreach (var tally in before)
            Add(sums, tally, -1);
        foreach (var tally in now)
            Add(sums, tally, 1);
    }

    private static void Add(IDictionary<Tally, long> sums, Tally tally, long by)
    {
        var sum = sums.TryGetValue(tally, out var present) ? present + by : by;
        if (sum == 0)
            sums.Remove(tally);
        else
            sums[tally] = sum;
    }
}
