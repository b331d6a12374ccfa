namespace JourneyEngine.Decisions.OffPolicy;

/// <summary>A logged decision, and what another policy would have done in its place.</summary>
/// <param name="Propensity">With which the content was chosen, in (0, 1].</param>
/// <param name="Probability">With which the other policy would have chosen the same content, in [0, 1].</param>
/// <param name="Reward">What followed: 1 where the content was accepted, else 0.</param>
/// <param name="Predicted">The reward that a model predicts of the content that was chosen.</param>
/// <param name="Expected">The reward that the model predicts of the other policy: the sum over contents of its
/// probability times the predicted reward.</param>
public readonly record struct Replayed(
    double Propensity,
    double Probability,
    double Reward,
    double Predicted = 0,
    double Expected = 0
)
{
    /// <param name="clip">Greatest weight; a smaller variance is paid for with bias.</param>
    public double Weight(double clip) => Math.Min(Probability / Propensity, clip);
}
