using System.Collections.Immutable;
using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Decisions.Folding;

/// <summary>What a stage demands, and which interactions are it.</summary>
internal static class DemandedEvidence
{
    public static Evidence[] Of(StageDefinition stage) => stage.All ?? stage.When ?? [];

    public static Evidence[] Of(IEnumerable<StageDefinition> stages) => [.. stages.SelectMany(Of)];

    public static bool Fits(Evidence evidence, in Interaction interaction) =>
        (evidence.Kind is null || evidence.Kind == interaction.Kind)
        && (
            evidence.Name is null
            || (interaction.Name is not null && evidence.Name.Contains(interaction.Name, StringComparer.Ordinal))
        )
        && (evidence.Path is null || evidence.Path == interaction.Path)
        && (
            evidence.PathPrefix is null
            || (interaction.Path is { } path && NormalPath.IsWithin(path, evidence.PathPrefix))
        );

    public static bool FitsAny(ReadOnlySpan<Evidence> evidence, in Interaction interaction)
    {
        foreach (var it in evidence)
        {
            if (Fits(it, interaction))
                return true;
        }

        return false;
    }

    /// <summary>The pieces of evidence that an interaction is, by their places.</summary>
    public static ImmutableArray<EvidenceHit> HitsOf(Evidence[] all, in Interaction interaction)
    {
        var hits = ImmutableArray<EvidenceHit>.Empty;
        for (var i = 0; i < all.Length; i++)
        {
            if (Fits(all[i], interaction))
                hits = hits.Add(new EvidenceHit(i, [interaction.At]));
        }

        return hits;
    }
}
