using JourneyEngine.Contracts;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>What an estimate of a policy does not tell.</summary>
internal static class PolicyWarnings
{
    private const double MuchForgotten = 0.05;

    public static IEnumerable<string> Of(SlotDefined candidate, bool hasLearned, long valued, long forgotten)
    {
        if (candidate.Policy == Policies.Learning && !hasLearned)
            yield return $"Slot '{candidate.Slot}' has not learned yet, so a learning policy is valued as it begins: "
                + $"showing every content alike. What it would come to by learning is not in here.";
        if (forgotten > MuchForgotten * (valued + forgotten))
        {
            yield return $"{forgotten} of {valued + forgotten} decisions are left out, as something that is known of "
                + $"their visitors no longer may have been an answer: what is said holds for the rest.";
        }
    }
}
