using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Decisions;

/// <summary>An oracle that shares nothing with the fold: sort all interactions, walk them once, ask every question
/// anew.</summary>
internal static class NaiveFold
{
    public sealed record Outcome(bool Accepted, bool Declined, bool Shown, bool Crowded, bool AcceptedInCrowd);

    public static List<List<Interaction>> Visits(IEnumerable<Interaction> interactions, int gapMinutes)
    {
        var visits = new List<List<Interaction>>();
        foreach (var interaction in interactions.Where(it => it.IsPartOfVisit).OrderBy(it => it.At))
        {
            if (visits.Count == 0 || interaction.At - visits[^1][^1].At > gapMinutes * 60_000L)
                visits.Add([]);
            visits[^1].Add(interaction);
        }

        return visits;
    }

    public static (int Stage, int? ConvertedAtVisit) Standing(
        IEnumerable<Interaction> interactions,
        int gapMinutes,
        FunnelDefined funnel
    )
    {
        var visits = Visits(interactions, gapMinutes);
        var goal = Array.FindIndex(funnel.Stages, it => it.Goal);
        goal = goal < 0 ? funnel.Stages.Length - 1 : goal;
        var furthest = -1;
        int? converted = null;
        for (var visit = 1; visit <= visits.Count; visit++)
        {
            for (var stage = 0; stage < funnel.Stages.Length; stage++)
            {
                if (!Met(visits.Take(visit).ToList(), funnel.Stages[stage]))
                    continue;
                furthest = Math.Max(furthest, stage);
                if (stage >= goal)
                    converted ??= visit;
            }
        }

        return (furthest, converted);
    }

    /// <summary>Each decision, and what became of it: every answer looks for its own decision.</summary>
    public static Dictionary<Guid, Outcome> Outcomes(IEnumerable<Interaction> facts, int gapMinutes, SlotOutcome slot)
    {
        var all = facts.ToList();
        var known = all.Select(it => it.Offer).OfType<Offer>().ToLookup(it => it.DecisionId);
        var visits = Visits(all, gapMinutes);
        var offers = known.SelectMany(it => it).Where(it => it.Slot == slot.Slot).ToList();
        var found = offers.ToDictionary(
            it => it.DecisionId,
            it => new Outcome(
                false,
                false,
                known[it.DecisionId].Any(one => one.Shown),
                known[it.DecisionId].Any(one => one.Crowded)
                    || visits
                        .Find(visit => visit[0].At <= it.At && it.At <= visit[^1].At)!
                        .Exists(one => one.Crowded && one.At <= it.At),
                false
            )
        );
        var learned = new HashSet<Guid>();
        foreach (var answer in all.Where(it => it.IsPartOfVisit))
        {
            var last = offers
                .Where(it => it.At < answer.At)
                .OrderBy(it => it.At)
                .ThenBy(it => it.DecisionId)
                .LastOrDefault();
            if (last is null || answer.At - last.At > slot.Outcome.WithinHours * 3_600_000)
                continue;
            var (id, before) = (last.DecisionId, found[last.DecisionId]);
            var accepts = Fits(slot.Outcome.Accepted, answer);
            if (accepts && !answer.Crowded && !before.Crowded)
                learned.Add(id);
            found[id] = before with
            {
                Accepted = before.Accepted || accepts,
                Declined = before.Declined || Fits(slot.Outcome.Declined ?? [], answer),
            };
        }

        return found.ToDictionary(
            it => it.Key,
            it => it.Value with { AcceptedInCrowd = it.Value.Accepted && !learned.Contains(it.Key) }
        );
    }

    private static bool Fits(Evidence[] evidence, Interaction it) =>
        evidence.Any(one =>
            Met(
                [
                    [it],
                ],
                one
            )
        );

    private static bool Met(List<List<Interaction>> visits, StageDefinition stage) =>
        stage.All is not null ? stage.All.All(it => Met(visits, it)) : stage.When!.Any(it => Met(visits, it));

    private static bool Met(List<List<Interaction>> visits, Evidence evidence) =>
        visits.Count >= evidence.Visits
        && visits
            .SelectMany(it => it)
            .Count(it =>
                (evidence.Kind is null || it.Kind == evidence.Kind)
                && (evidence.Name is null || evidence.Name.Contains(it.Name))
                && (
                    evidence.PathPrefix is null
                    || (
                        it.Path is { } path
                        && $"{path}/".StartsWith(evidence.PathPrefix.TrimEnd('/') + "/", StringComparison.Ordinal)
                    )
                )
            ) >= evidence.Count;
}
