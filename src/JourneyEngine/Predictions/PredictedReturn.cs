using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Returns;

namespace JourneyEngine.Predictions;

/// <summary>Whether a visitor returns, or why nothing is said of it.</summary>
public static class PredictedReturn
{
    /// <param name="Abstains">Why nothing is said; absent where something is.</param>
    /// <param name="HorizonDays">How far it is looked ahead.</param>
    public sealed record Returns(string? Abstains, int HorizonDays, ReturnPrediction? Prediction, Basis? Basis);

    /// <summary>All that the prediction looked at.</summary>
    /// <param name="RepeatVisits">Days with visits after the first.</param>
    /// <param name="LastVisitDays">Days from the first day with a visit to the last.</param>
    /// <param name="KnownDays">Days from the first day with a visit to the day that is looked from.</param>
    public sealed record Basis(
        int RepeatVisits,
        int LastVisitDays,
        int KnownDays,
        int ModelVersion,
        DateTimeOffset FittedUntil,
        long FittedToVisitors
    );

    internal static Returns Of(
        RepeatVisits history,
        ReturnModelFitted? model,
        Mode mode,
        DateTimeOffset at,
        int days,
        double widest = PredictReturn.WidestInterval
    )
    {
        Returns Nothing(string why) => new(why, days, null, null);
        if (mode != Mode.Personalize)
            return Nothing(Abstention.NotToBePersonalised);
        if (model is null)
            return Nothing(
                $"There is no model yet. It takes {FitReturnModel.FewestVisitors} visitors, "
                    + $"{FitReturnModel.FewestReturned} of whom returned on another day, and who differ in how they "
                    + "do."
            );
        if (Doubt(model, at) is { } doubt)
            return Nothing(doubt);
        var prediction = PredictReturn.Of(model, history, days);
        if (PredictReturn.Abstains(prediction, widest))
            return Nothing("Too little is known: the chance could be almost anything.");
        return new Returns(
            null,
            days,
            prediction,
            new Basis(history.Count, history.Last, history.Age, model.Version, model.Until, model.Visitors)
        );
    }

    /// <returns>Why nothing is said by a model at a moment; null if it may be used.</returns>
    internal static string? Doubt(ReturnModelFitted model, DateTimeOffset at) =>
        at - model.Until > Abstention.ShelfLife ? Abstention.TooOld
        : model.Calibration is { } it && !CalibrateReturns.IsUsable(it) ? Abstention.Failed
        : null;
}
