using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Conversions;

/// <summary>Visits at risk: those of who had not converted before them, each with what was known when it began and
/// whether it converted (discrete-time survival, Singer and Willett 1993).</summary>
public static class Hazards
{
    /// <param name="after">Only visits that began later, in milliseconds since 1970 UTC.</param>
    /// <param name="until">Only visits that were over then: what came later is not looked at.</param>
    public static IEnumerable<(HazardCell Cell, bool Converted)> Of(
        Journey journey,
        FoldRules rules,
        FunnelDefined funnel,
        long after,
        long until
    )
    {
        var reached = FunnelProgress.StagesReached(journey, rules, funnel);
        var conversion = FunnelProgress.ConvertedAt(reached, funnel);
        for (var i = 0; i < journey.Visits.Length; i++)
        {
            var visit = journey.Visits[i];
            if (visit.End + rules.Gap > until || conversion < visit.Start)
                yield break;
            if (visit.Start > after)
                yield return (
                    HazardCell.Of(
                        i + 1,
                        FurthestBefore(reached, visit.Start),
                        i == 0 ? null : visit.Start - journey.Visits[i - 1].End
                    ),
                    conversion <= visit.End
                );
        }
    }

    /// <param name="journey">As it was known then.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    /// <returns>Null for who had converted already, or had not come yet.</returns>
    public static BeforeVisit? Next(Journey journey, FoldRules rules, FunnelDefined funnel, long now)
    {
        var reached = FunnelProgress.StagesReached(journey, rules, funnel);
        return journey.Visits.IsEmpty || FunnelProgress.ConvertedAt(reached, funnel) is not null
            ? null
            : new BeforeVisit(
                journey.Visits.Length + 1,
                FurthestBefore(reached, long.MaxValue),
                Math.Max(0, now - journey.Visits[^1].End)
            );
    }

    private static int FurthestBefore(long?[] stages, long time) => Array.FindLastIndex(stages, it => it < time);
}
