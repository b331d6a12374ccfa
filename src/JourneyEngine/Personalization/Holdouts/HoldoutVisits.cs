using JourneyEngine.Decisions.Measures;

namespace JourneyEngine.Personalization.Holdouts;

/// <summary>The policy beside the holdout, at each bucket of visit numbers.</summary>
internal static class HoldoutVisits
{
    public static IEnumerable<HoldoutRow.Visit> Of(IReadOnlyList<HoldoutStratum> strata) =>
        strata
            .SelectMany(it => it.Chosen.Keys.Concat(it.Held.Keys))
            .Where(it => it.What == HoldoutSums.Reached)
            .Select(it => it.First)
            .Distinct()
            .Order()
            .Select(from => Compare(from, strata));

    private static HoldoutRow.Visit Compare(int from, IReadOnlyList<HoldoutStratum> strata)
    {
        long Chosen(Measure what) => strata.Sum(it => it.Chosen.GetValueOrDefault((what, from, 0)));
        long Held(Measure what) => strata.Sum(it => it.Held.GetValueOrDefault((what, from, 0)));
        var (offered, accepted) = (Chosen(HoldoutSums.Reached), Chosen(HoldoutSums.Won));
        var (heldOffered, heldAccepted) = (Held(HoldoutSums.Reached), Held(HoldoutSums.Won));
        return new HoldoutRow.Visit(
            from,
            offered,
            accepted,
            Rate(accepted, offered),
            heldOffered,
            heldAccepted,
            Rate(heldAccepted, heldOffered)
        );
    }

    private static double? Rate(long accepted, long offered) => offered == 0 ? null : (double)accepted / offered;
}
