using JourneyEngine.Contracts.Naming;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Funnels;

/// <summary>What is wrong with a funnel as it is sent, each with its place.</summary>
internal static class FunnelValidator
{
    private const int MostStages = 50;
    private const int MostEvidence = 50;
    private const int MostDemanded = 1_000;

    public static IEnumerable<string> Errors(string name, FunnelBody body)
    {
        if (name.Length > 100)
            yield return "The name of a funnel has at most 100 characters.";
        if (body.Stages is not { Count: >= 2 and <= MostStages } stages)
        {
            yield return $"A funnel has 2 to {MostStages} stages.";
            yield break;
        }

        if (
            stages
                .Where(it => it is not null)
                .Select(it => NormalText.Name(it!.Name ?? ""))
                .Distinct(StringComparer.Ordinal)
                .Count() < stages.Count
        )
            yield return "Two stages have the same name.";
        if (stages.Count(it => it?.Goal == true) > 1)
            yield return "A funnel has one goal stage.";
        for (var i = 0; i < stages.Count; i++)
        {
            foreach (var error in Errors($"stages[{i}]", stages[i]))
                yield return error;
        }
    }

    private static IEnumerable<string> Errors(string place, FunnelBody.StageBody? stage)
    {
        if (SentEvidence.IsBlank(stage?.Name) || stage!.Name!.Length > 100)
        {
            yield return $"{place} needs a name of at most 100 characters.";
            yield break;
        }

        var evidence = stage.When ?? stage.All;
        if ((stage.When is null) == (stage.All is null) || evidence is not { Count: > 0 and <= MostEvidence })
        {
            yield return $"{place} needs evidence: 'when' (any of these) or 'all' (every one of these), 1 "
                + $"to {MostEvidence} of them.";
            yield break;
        }

        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i] is null)
                yield return $"{place} evidence {i} is an object with kind, name, path, pathPrefix, count or visits.";
            else if (evidence[i]!.Name is { } names && (names.Length == 0 || names.Any(SentEvidence.IsBlank)))
                yield return $"{place} evidence {i}: name is a text, or a list of some.";
            else if (evidence[i]!.Count is < 1 or > MostDemanded || evidence[i]!.Visits is < 1 or > MostDemanded)
                yield return $"{place} evidence {i}: count and visits are 1 to {MostDemanded}.";
        }
    }
}
