using JourneyEngine.Decisions.Beliefs;
using MathNet.Numerics.Distributions;

namespace JourneyEngine.Decisions.Conversions;

/// <summary>What is expected of a visitor's next visits.</summary>
/// <param name="Probability">To convert in any of them, should they come, in [0, 1].</param>
/// <param name="Low">Lower end of the 90 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="EffectiveVisits">How many visits at risk the prediction rests on: those of visitors alike, and what is
/// borrowed from others.</param>
public sealed record ConversionPrediction(double Probability, double Low, double High, double EffectiveVisits);

public static class PredictConversion
{
    private const double Tail = 0.05;
    private const double FewestVisits = 30;

    /// <summary>Where a site does not say otherwise.</summary>
    public const double WidestInterval = 0.25;

    /// <summary>Of what is rare, many visits may tell little: the odds at the upper end by those at the lower
    /// one.</summary>
    private const double WidestOdds = 10;

    public static ConversionPrediction Of(BetaPosterior belief) =>
        new(
            belief.Mean,
            Beta.InvCDF(belief.A, belief.B, Tail),
            Beta.InvCDF(belief.A, belief.B, 1 - Tail),
            belief.Effective
        );

    /// <summary>Whether so little is known that it is better to say nothing.</summary>
    /// <param name="widest">How wide the interval may be.</param>
    public static bool Abstains(ConversionPrediction prediction, double widest = WidestInterval) =>
        prediction.EffectiveVisits < FewestVisits
        || prediction.High - prediction.Low > widest
        || Odds(prediction.High) > WidestOdds * Odds(prediction.Low);

    private static double Odds(double chance) => chance / (1 - chance);
}
