using JourneyEngine.Contracts;

namespace JourneyEngine.Decisions.Returns;

/// <summary>What is expected of one visitor.</summary>
/// <param name="Probability">Of at least one visit within the horizon, in [0, 1].</param>
/// <param name="Low">Lower end of the 90 % interval that comes from not knowing the model better.</param>
/// <param name="High">Upper end.</param>
/// <param name="ExpectedVisits">Days with visits within the horizon.</param>
/// <param name="Alive">Chance that the visitor has not left for good, in [0, 1].</param>
public sealed record ReturnPrediction(double Probability, double Low, double High, double ExpectedVisits, double Alive);

/// <summary>Says from three numbers how likely a visitor is to come again.</summary>
public static class PredictReturn
{
    /// <summary>Where a site does not say otherwise.</summary>
    public const double WidestInterval = 0.5;

    /// <summary>The 95th percentile of the normal distribution.</summary>
    private const double Z = 1.6448536269514722;

    private const double Step = 1e-5;

    public static BgNbd Model(ReturnModelFitted fitted) => new(fitted.R, fitted.Alpha, fitted.A, fitted.B);

    /// <param name="horizon">In days.</param>
    public static ReturnPrediction Of(ReturnModelFitted fitted, RepeatVisits visitor, double horizon)
    {
        var (model, unit) = (Model(fitted), TimeUnit.Of(fitted.Unit));
        var ((x, last, age), h) = (unit.Of(visitor), horizon / unit.Days);
        double Odds(BgNbd it) => it.LogOdds(x, last, age, h);
        var odds = Odds(model);
        // On the scale of the log odds an interval cannot leave [0, 1].
        double[] slope =
        [
            .. new Func<double, BgNbd>[]
            {
                step => model with { R = model.R * Math.Exp(step) },
                step => model with { Alpha = model.Alpha * Math.Exp(step) },
                step => model with { A = model.A * Math.Exp(step) },
                step => model with { B = model.B * Math.Exp(step) },
            }.Select(with => (Odds(with(Step)) - Odds(with(-Step))) / (2 * Step)),
        ];
        var variance = 0.0;
        for (var i = 0; i < slope.Length; i++)
        {
            for (var j = 0; j < slope.Length; j++)
                variance += slope[i] * slope[j] * fitted.Covariance[(i * slope.Length) + j];
        }

        var spread = Z * Math.Sqrt(Math.Max(0, variance));
        return new ReturnPrediction(
            Share(odds),
            Share(odds - spread),
            Share(odds + spread),
            Expected(model, unit, visitor, horizon),
            model.Alive(x, last, age)
        );
    }

    /// <summary>Whether so little is known that it is better to say nothing.</summary>
    /// <param name="widest">How wide the interval may be.</param>
    public static bool Abstains(ReturnPrediction prediction, double widest = WidestInterval) =>
        !double.IsFinite(prediction.High - prediction.Low) || prediction.High - prediction.Low > widest;

    /// <param name="horizon">In days.</param>
    /// <returns>Days with visits within the horizon.</returns>
    /// <remarks>
    /// The model expects instants, of which one day can have many. Where a day counts once, counted days come at a rate
    /// of 1 - e^-l instead of l: the horizon is shortened by the ratio of the two, each averaged over the rates that
    /// the visitor may have.
    /// </remarks>
    public static double Expected(BgNbd model, TimeUnit unit, RepeatVisits visitor, double horizon)
    {
        var ((x, last, age), h) = (unit.Of(visitor), horizon / unit.Days);
        if (unit.OfEachDay == 0)
            return model.Expected(x, last, age, h);
        var ratio =
            (1 - Math.Pow((model.Alpha + age) / (model.Alpha + age + 1), model.R + x))
            * (model.Alpha + age)
            / (model.R + x);
        // Whoever comes at all comes on one day at least.
        return Math.Max(model.Expected(x, last, age, h * ratio), model.Returns(x, last, age, h));
    }

    private static double Share(double odds) => 1 / (1 + Math.Exp(-odds));
}
