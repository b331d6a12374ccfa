using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions;

/// <summary>Joins what was offered with what the visitor did then: a pure function of the journey, so late and repeated
/// facts come to the same.</summary>
/// <remarks>
/// Of decisions that came to the same at the same time, as when an app asks twice at once, one counts; where the app
/// reports what it shows, only what was shown. An acceptance or refusal belongs to the offer that was the last one in
/// its slot before it, and only within the slot's window. It is later than the visitor's latest interaction that the
/// decision had seen, and no later than the one that the next decision had.
/// An offer is of a crowd by what came before it alone: were one that is accepted in a crowd left out, and one that is
/// not accepted there left in, whoever makes visitors up would choose which.
/// </remarks>
public static class Outcomes
{
    private const double MillisecondsAnHour = 3_600_000;

    /// <summary>All offers of the journey, by slot and time.</summary>
    public static IEnumerable<OfferOutcome> Of(Journey journey, FoldRules rules) =>
        journey
            .Offers.Where(it => it.IsKnown)
            .GroupBy(it => it.Slot)
            .OrderBy(it => it.Key, StringComparer.Ordinal)
            .SelectMany(slot => Of(journey, rules, slot.Key));

    /// <summary>The offers of one slot, by time.</summary>
    public static IEnumerable<OfferOutcome> Of(Journey journey, FoldRules rules, string slot)
    {
        var defined = rules.Slots.FirstOrDefault(it => it.Slot == slot);
        var offers = journey
            .Offers.Where(it => it.Slot == slot && (defined?.Exposure != Exposures.Reported || it.Shown))
            .DistinctBy(it => (it.At, it.SlotVersion, it.Stage, it.Visit, it.Content, it.HeldOut))
            .OrderBy(it => it.At)
            .ToArray();
        if (defined is null)
            return offers.Select(it => new OfferOutcome(it, false, false, IsOfCrowd(it)));
        var (acceptance, refusal) = rules.OutcomeEvidence(defined);
        var (accepted, declined) = (Times(journey, acceptance), Times(journey, refusal));
        var (acceptedInCrowd, declinedInCrowd) = (
            Times(journey, Array.ConvertAll(acceptance, rules.InCrowd)),
            Times(journey, Array.ConvertAll(refusal, rules.InCrowd))
        );
        var window = (long)(defined.Outcome.WithinHours * MillisecondsAnHour);
        return offers.Select(
            (it, i) =>
            {
                var until = Math.Min(it.At + window, i + 1 < offers.Length ? offers[i + 1].At : long.MaxValue);
                bool Within(List<long> times) => times.Exists(at => at > it.At && at <= until);
                var (taken, crowded) = (Within(accepted), IsOfCrowd(it));
                var isAccepted = taken || Within(acceptedInCrowd);
                return new OfferOutcome(
                    it,
                    isAccepted,
                    Within(declined) || Within(declinedInCrowd),
                    crowded,
                    isAccepted && (crowded || !taken)
                );
            }
        );

        bool IsOfCrowd(Offer it) =>
            it.Crowded
            || (
                journey.VisitAt(it.At) is var visit
                && visit <= journey.Visits.Length
                && journey.Visits[visit - 1].Hits.Any(hit => hit.Evidence == rules.CrowdMark && hit.Times[0] <= it.At)
            );
    }

    private static List<long> Times(Journey journey, int[] evidence)
    {
        var times = new List<long>();
        foreach (var visit in journey.Visits)
        {
            foreach (var hit in visit.Hits)
            {
                if (evidence.Contains(hit.Evidence))
                    times.AddRange(hit.Times);
            }
        }

        return times;
    }
}
