using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Personalization.Slots;

/// <summary>What is wrong with the outcome of a slot as it is sent, each with its place.</summary>
internal static class OutcomeValidator
{
    private const int MostEvidence = 50;
    private const int LongestWindow = 24 * 90;

    public static IEnumerable<string> Errors(SlotBody body)
    {
        if (body.Outcome is not { } outcome)
            yield break;
        if (outcome.Accepted is not { Count: > 0 })
            yield return "outcome needs accepted: what a visitor does who accepts.";
        if (outcome.WithinHours is not (> 0 and <= LongestWindow))
            yield return $"outcome.withinHours is above 0 and at most {LongestWindow}.";
        foreach (var (name, list) in new[] { ("accepted", outcome.Accepted), ("declined", outcome.Declined) })
        {
            if (list?.Count > MostEvidence)
                yield return $"outcome.{name} has at most {MostEvidence} pieces of evidence.";
            for (var i = 0; i < list?.Count; i++)
            {
                if (
                    list[i] is not { } evidence
                    || (evidence.Kind ?? evidence.Path ?? evidence.PathPrefix ?? (object?)evidence.Name) is null
                )
                    yield return $"outcome.{name}[{i}] needs a kind, name, path or pathPrefix.";
                else if (evidence.Name is { } names && (names.Length == 0 || names.Any(SentEvidence.IsBlank)))
                    yield return $"outcome.{name}[{i}]: name is a text, or a list of some.";
                else if (evidence is not { Count: 1, Visits: 1 })
                    yield return $"outcome.{name}[{i}]: count and visits are 1; what is done once is an outcome.";
            }
        }
    }
}
