using JourneyEngine.Contracts;

namespace JourneyEngine.Funnels;

/// <summary>Finds stages that one interaction meets together, so that what seems to be a step on the way is
/// none.</summary>
internal static class StageOverlaps
{
    /// <returns>A sentence for each stage that has such an earlier one: of several, the nearest before it.</returns>
    public static IEnumerable<string> Warnings(StageDefinition[] stages)
    {
        for (var later = 1; later < stages.Length; later++)
        {
            var (stage, before) = (stages[later], stages[..later]);
            if (Array.FindLast(before, it => StageImplication.Holds(it, stage)) is { } never)
                yield return StageImplication.Holds(stage, never)
                    ? $"'{never.Name}' and '{stage.Name}' have the same evidence: one interaction meets both, so nobody is "
                        + $"ever at '{never.Name}'. For a further one, '{stage.Name}' asks for a higher 'count'."
                    : $"What is evidence of '{never.Name}' is evidence of '{stage.Name}', too: one interaction meets both, "
                        + $"so nobody is ever at '{never.Name}'. Is their order meant?";
            else if (
                before[^1] is var one
                && !IsEntrance(one, later - 1)
                && IsOneInteraction(stage)
                && StageImplication.Holds(stage, one)
            )
                yield return $"What is evidence of '{stage.Name}' is evidence of '{one.Name}', too: one interaction meets "
                    + $"both, so '{stage.Name}' does not show who was at '{one.Name}' before.";
        }
    }

    private static bool IsOneInteraction(StageDefinition stage) =>
        StageImplication.Ways(stage).All(it => it is [{ Count: 1, Visits: 1 }]);

    /// <summary>Whether it is the first stage and asks only that somebody is there: all others follow from
    /// it.</summary>
    private static bool IsEntrance(StageDefinition stage, int place) =>
        place == 0 && StageImplication.Ways(stage).All(it => it is [{ Name: null, Path: null, PathPrefix: null }]);
}
