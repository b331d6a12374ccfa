using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Journeys;

namespace JourneyEngine.Predictions;

/// <summary>Whether a visitor converts in the next visits, or why nothing is said of it.</summary>
public static class PredictedConversion
{
    private const double MillisecondsADay = 86_400_000;

    private const string FunnelChanged = "The funnel was changed since the model was fitted.";

    /// <param name="Abstains">Why nothing is said; absent where something is.</param>
    /// <param name="Visits">How many visits it is looked ahead.</param>
    public sealed record Conversions(
        string? Abstains,
        string? Funnel,
        int Visits,
        ConversionPrediction? Prediction,
        ConversionBasis? Basis
    );

    /// <summary>All that the prediction looked at.</summary>
    /// <param name="NextVisit">Number of the next visit.</param>
    /// <param name="DaysAway">Days since the last visit ended.</param>
    /// <param name="Model"><c>shrunk</c> or <c>logistic</c>.</param>
    public sealed record ConversionBasis(
        int NextVisit,
        string? Stage,
        double DaysAway,
        string Model,
        int ModelVersion,
        DateTimeOffset FittedUntil
    );

    /// <inheritdoc cref="PredictedReturn.Doubt"/>
    /// <param name="funnel">As it is now.</param>
    internal static string? Doubt(ConversionModelFitted model, FunnelDefined funnel, DateTimeOffset at) =>
        model.FunnelVersion != funnel.Version ? FunnelChanged
        : at - model.Until > Abstention.ShelfLife ? Abstention.TooOld
        : model.Calibration is { } it && !CalibrateConversions.IsUsable(it) ? Abstention.Failed
        : null;

    internal static Conversions Of(
        CurrentJourney current,
        FunnelDefined? funnel,
        ConversionModelFitted? fitted,
        Func<ConversionModelFitted, ConversionModel> believed,
        Mode mode,
        DateTimeOffset at,
        int visits,
        double widest
    )
    {
        Conversions Nothing(string why) => new(why, funnel?.Name, visits, null, null);
        if (mode != Mode.Personalize)
            return Nothing(Abstention.NotToBePersonalised);
        if (funnel is null)
            return Nothing(
                current.Rules.Funnels.IsEmpty
                    ? "This site has no funnel yet, so nothing tells what converting is."
                    : "Say which funnel is meant: ?funnel="
            );
        if (Hazards.Next(current.Journey, current.Rules, funnel, at.ToUnixTimeMilliseconds()) is not { } before)
            return Nothing("This visitor has converted.");
        if (fitted is null)
            return Nothing(
                $"There is no model yet. It takes {FitConversionModel.FewestVisits} visits at risk, "
                    + $"{FitConversionModel.FewestConverted} of which converted."
            );
        if (Doubt(fitted, funnel, at) is { } doubt)
            return Nothing(doubt);
        var prediction = PredictConversion.Of(believed(fitted).Within(before, visits));
        if (PredictConversion.Abstains(prediction, widest))
            return Nothing("Too little is known of visits like the next one.");
        return new Conversions(
            null,
            funnel.Name,
            visits,
            prediction,
            new ConversionBasis(
                before.Visit,
                before.Stage < 0 ? null : funnel.Stages[before.Stage].Name,
                before.Away / MillisecondsADay,
                fitted.Kind,
                fitted.Version,
                fitted.Until
            )
        );
    }
}
