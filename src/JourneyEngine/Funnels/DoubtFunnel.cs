using JourneyEngine.Contracts;

namespace JourneyEngine.Funnels;

/// <summary>What can be saved, and is hardly meant: stages that are gone and that slots still speak of.</summary>
internal static class DoubtFunnel
{
    /// <param name="slots">Of the site, in their latest version.</param>
    public static IEnumerable<string> Warnings(FunnelDefined funnel, IEnumerable<SlotDefined> slots)
    {
        foreach (var slot in slots.Where(it => it.Funnel == funnel.Name))
        {
            foreach (var content in slot.Contents)
            {
                string[] gone = [.. (content.Stages ?? []).Where(stage => funnel.Stages.All(it => it.Name != stage))];
                if (gone.Length > 0)
                    yield return $"'{content.Name}' in slot '{slot.Slot}' is meant for {string.Join(", ", gone.Select(it => $"'{it}'"))}, which this funnel has not{(gone.Length == content.Stages!.Length ? ": it is never shown any more" : "")}.";
            }
        }
    }
}
