using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Folding.Walks;

/// <summary>How many of a funnel's first steps a visitor reached together, in whatever order.</summary>
/// <remarks>
/// The evidence of a step may be counted from any moment on, so a step may be reached at several. The first k steps are
/// reached together where each of them is reached within the bounds that begin when the first of these is. So whoever
/// reached them in order reached them in any.
/// </remarks>
internal static class AnyOrder
{
    /// <returns>When the first k steps were all reached, for each k.</returns>
    public static IReadOnlyList<long> Walk(List<Moment> moments, FunnelQuestion question)
    {
        var reached = Array.ConvertAll(question.Funnel.Stages, it => Reached(moments, it));
        var (from, end, best) = (new int[reached.Length], 0, new List<long>());
        for (var first = 0; first < moments.Count && best.Count < reached.Length; first++)
        {
            end = Math.Max(end, first + 1);
            while (
                end < moments.Count
                && !question.IsOver(moments[first], moments[end])
                && (end - 1 == first || !question.IsEndedBy(moments[end - 1]))
            )
                end++;
            var (steps, last) = (0, first);
            var times = new long[reached.Length];
            for (; steps < reached.Length && Next(steps) is var next && next < end; steps++)
                times[steps] = moments[last = Math.Max(last, next)].At;
            if (steps > best.Count)
                best = [.. times[..steps]];

            // Both only ever grow, so all beginnings together take one way through the moments.
            int Next(int step)
            {
                while (reached[step][from[step]] < first)
                    from[step]++;
                return reached[step][from[step]];
            }
        }

        return best;
    }

    /// <returns>Of each moment, at which one the stage is reached by what is counted from it on; their number where it
    /// is not.</returns>
    private static int[] Reached(List<Moment> moments, StageDefinition stage)
    {
        var demanded = Array.ConvertAll(DemandedEvidence.Of(stage), it => Reached(moments, it));
        var reached = new int[moments.Count];
        for (var i = 0; i < reached.Length; i++)
        {
            reached[i] = stage.All is null ? moments.Count : i;
            foreach (var one in demanded)
                reached[i] = stage.All is null ? Math.Min(reached[i], one[i]) : Math.Max(reached[i], one[i]);
        }

        return reached;
    }

    private static int[] Reached(List<Moment> moments, Evidence evidence)
    {
        var fitting = moments.ConvertAll(it => it.Count(evidence));
        var (reached, end, seen) = (new int[moments.Count], 0, 0);
        for (var first = 0; first < reached.Length; first++)
        {
            bool IsMet() => end > first && seen >= evidence.Count && moments[end - 1].Visit >= evidence.Visits;
            while (end < moments.Count && !IsMet())
                seen += fitting[end++];
            reached[first] = IsMet() ? end - 1 : moments.Count;
            seen -= fitting[first];
        }

        return reached;
    }
}
