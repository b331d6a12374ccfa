using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>How a policy is valued.</summary>
/// <param name="Clip">Greatest weight; infinity for none.</param>
/// <param name="Seed">All chance of the bootstrap.</param>
public sealed record Valuation(Estimator Estimator, double Clip = double.PositiveInfinity, ulong Seed = 1)
{
    /// <summary>Whether the estimator needs what a model predicts.</summary>
    public bool NeedsPredictions => Estimator is Estimator.Dm or Estimator.Dr;

    /// <exception cref="UnacceptableException">There is no such estimator, or the weight is none.</exception>
    internal static Valuation Of(string estimator, double? clip, long? seed) =>
        !Enum.TryParse<Estimator>(estimator, ignoreCase: true, out var chosen) || !Enum.IsDefined(chosen)
            ? throw new UnacceptableException("estimator is one of ips, snips, dm, dr.")
        : !((clip ?? 1) > 0) ? throw new UnacceptableException("clip is above 0.")
        : new Valuation(chosen, clip ?? double.PositiveInfinity, (ulong)(seed ?? 1));
}
