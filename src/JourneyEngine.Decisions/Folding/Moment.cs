using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding;

/// <summary>All interactions of a visitor at the very same time: a set, in which nothing comes first.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Visit">Number of the visit, from 1.</param>
internal readonly record struct Moment(long At, int Visit, ArraySegment<Interaction> Interactions)
{
    /// <param name="byTime">In order of time.</param>
    /// <param name="visits">Number of the visit of each.</param>
    public static List<Moment> Of(Interaction[] byTime, IReadOnlyList<int> visits)
    {
        var moments = new List<Moment>();
        for (int i = 0, end; i < byTime.Length; i = end)
        {
            for (end = i + 1; end < byTime.Length && byTime[end].At == byTime[i].At; )
                end++;
            moments.Add(new Moment(byTime[i].At, visits[i], new ArraySegment<Interaction>(byTime, i, end - i)));
        }

        return moments;
    }

    public void Tell(FunnelStep step)
    {
        foreach (ref readonly var it in Interactions.AsSpan())
            step.Take(it);
    }

    /// <returns>How much of it is the evidence.</returns>
    public int Count(Evidence evidence)
    {
        var count = 0;
        foreach (ref readonly var it in Interactions.AsSpan())
            count += DemandedEvidence.Fits(evidence, it) ? 1 : 0;
        return count;
    }

    /// <returns>Whether any of it is some of the evidence.</returns>
    public bool Any(params ReadOnlySpan<Evidence> evidence)
    {
        foreach (ref readonly var it in Interactions.AsSpan())
        {
            if (DemandedEvidence.FitsAny(evidence, it))
                return true;
        }

        return false;
    }

    /// <returns>Whether all of it is some of the evidence.</returns>
    public bool All(ReadOnlySpan<Evidence> evidence)
    {
        foreach (ref readonly var it in Interactions.AsSpan())
        {
            if (!DemandedEvidence.FitsAny(evidence, it))
                return false;
        }

        return true;
    }
}
