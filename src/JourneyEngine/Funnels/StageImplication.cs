using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Funnels;

/// <summary>What follows of one stage from another by their rules alone.</summary>
internal static class StageImplication
{
    /// <summary>Whether whoever meets one stage has met the other, at the same moment or before.</summary>
    public static bool Holds(StageDefinition one, StageDefinition other) =>
        Ways(one).All(way => Ways(other).Any(wide => wide.All(it => way.Any(narrow => Covers(it, narrow)))));

    /// <summary>Ways to meet a stage; of each, everything must hold.</summary>
    public static IEnumerable<Evidence[]> Ways(StageDefinition stage) =>
        stage.All is { } all ? [all] : (stage.When ?? []).Select(it => new[] { it });

    private static bool Covers(Evidence wide, Evidence narrow) =>
        wide.Count <= narrow.Count
        && wide.Visits <= narrow.Visits
        && (wide.Kind is null || wide.Kind == narrow.Kind)
        && (wide.Name is null || narrow.Name?.All(it => wide.Name.Contains(it)) == true)
        && (wide.Path is null || wide.Path == narrow.Path)
        && (
            wide.PathPrefix is null
            || ((narrow.Path ?? narrow.PathPrefix) is { } path && NormalPath.IsWithin(path, wide.PathPrefix))
        );
}
