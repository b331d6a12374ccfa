using System.Runtime.InteropServices;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;

namespace JourneyEngine.Decisions.Measures;

/// <summary>What is shown is the sum over visitors of the rows of each one's journey.</summary>
public static class MeasureSums
{
    /// <summary>The rows of a journey by itself.</summary>
    public static IEnumerable<SumKey> Of(IEnumerable<Measure> measures, Journey journey, FoldRules rules) =>
        Of(measures, new CountedVisitor(journey), rules);

    /// <summary>The rows of a visitor; none for one who is part of no report.</summary>
    public static IEnumerable<SumKey> Of(IEnumerable<Measure> measures, CountedVisitor visitor, FoldRules rules)
    {
        if (!visitor.Journey.Counts)
            yield break;
        var measured = new MeasuredJourney(visitor, rules);
        foreach (var measure in measures)
        {
            foreach (var row in measure.Rows(measured))
                yield return row;
        }
    }

    /// <summary>Takes away what the journey added before and adds what it adds now.</summary>
    public static void Move(Dictionary<SumKey, long> sums, IEnumerable<SumKey> before, IEnumerable<SumKey> now)
    {
        foreach (var key in before)
            Add(sums, key, -1);
        foreach (var key in now)
            Add(sums, key, 1);
    }

    private static void Add(Dictionary<SumKey, long> sums, in SumKey key, long by)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        sum += by;
        if (sum == 0)
            sums.Remove(key);
    }
}
