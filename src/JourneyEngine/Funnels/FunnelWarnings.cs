using JourneyEngine.Contracts;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Funnels;

/// <summary>What can be saved, and is hardly meant: stages that are gone and that slots still speak of.</summary>
internal static class FunnelWarnings
{
    /// <param name="isOnly">Whether the site has no other funnel: then it is that of slots which name none.</param>
    /// <param name="slots">Of the site, in their latest version.</param>
    public static IEnumerable<string> Warnings(
        FunnelDefined funnel,
        bool isOnly,
        IReadOnlyCollection<SlotDefined> slots
    )
    {
        foreach (var slot in slots.Where(it => it.Funnel is null && !isOnly))
            yield return $"Slot '{slot.Slot}' was saved before there was a funnel, and names none. The site has "
                + $"several now, so it knows of no stage any more: save it with one.";
        foreach (var slot in slots.Where(it => it.Funnel == funnel.Name || (it.Funnel is null && isOnly)))
        {
            foreach (var content in slot.Contents)
            {
                string[] gone = [.. (content.Stages ?? []).Where(stage => funnel.Stages.All(it => it.Name != stage))];
                if (gone.Length > 0)
                    yield return $"'{content.Name}' in slot '{slot.Slot}' is meant for "
                        + $"{string.Join(", ", gone.Select(it => $"'{it}'"))}, which this funnel does "
                        + $"not have{(gone.Length == content.Stages!.Length ? ": it is never shown any more" : "")}.";
            }
        }
    }

    public static IEnumerable<Rule> Rules(FunnelDefined funnel) =>
        from stage in funnel.Stages
        from evidence in stage.All ?? stage.When ?? []
        select new Rule($"Stage '{stage.Name}'", evidence);
}
