using JourneyEngine.Decisions.OffPolicy;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>What another definition of a slot would have earned on the decisions that were made.</summary>
/// <param name="Unit">Of all values: acceptances a decision.</param>
/// <param name="Logged">What was earned; <see cref="Estimator.Ips"/> of the policy that decided.</param>
/// <param name="Estimate">What would have been earned.</param>
/// <param name="ByStage">The same at each stage.</param>
/// <param name="ByVisit">The same at each bucket of visit numbers, by its first.</param>
/// <param name="LeftOut">Decisions about the holdout and about visitors who refuse to be learned from, and those of
/// streams of which something was forgotten since.</param>
/// <param name="Seed">All chance of the bootstrap.</param>
public sealed record PolicyValue(
    string Slot,
    string Policy,
    string Unit,
    double? Logged,
    Estimate Estimate,
    IReadOnlyList<PolicyValue.Part> ByStage,
    IReadOnlyList<PolicyValue.Part> ByVisit,
    long LeftOut,
    ulong Seed
)
{
    /// <param name="Of">The stage, or the first visit number of the bucket.</param>
    public sealed record Part(string Of, double? Logged, Estimate Estimate);
}
