using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>Holds the latest model of returning that is a week old against what came after the moment that it was fitted
/// up to. Stores nothing.</summary>
public sealed class JudgeReturnModel(NpgsqlDataSource database, RulesTable rules)
{
    private readonly FittedModels _models = new(database);

    /// <param name="until">Up to when what came later is looked at.</param>
    /// <returns>The model and how it did.</returns>
    /// <exception cref="UnacceptableException">There is no model, or none that is a week old.</exception>
    public async Task<(ReturnModelFitted Model, ReturnCalibration Calibration)> Run(
        string site,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        // Sites fit anew every day, and in a day hardly anybody comes: the latest model that is old enough is judged.
        var model =
            await _models.Best<ReturnModelFitted>(
                site,
                StreamNames.ReturnModel,
                TrainingWindow.OldEnough(until),
                cancellation
            )
            ?? throw new UnacceptableException(
                await _models.Best<ReturnModelFitted>(site, StreamNames.ReturnModel, null, cancellation) is null
                    ? FittedModels.None
                    : $"Every model knows what came in the last {TrainingWindow.FewestDays} days: it takes one "
                        + "that does not, to hold it against them. What each was judged by when it was fitted is in "
                        + "/v1/reports/predictions."
            );
        var unit = TimeUnit.All.First(it => it.Name == model.Unit);
        var histories = await ReturnHistories.Read(database, rules, site, model.Until, until, cancellation);
        return histories.Visitors == 0
            ? throw new UnacceptableException("Of the visitors that the model was fitted to nobody is left.")
            : (
                model,
                CalibrateReturns.Of(
                    new BgNbd(model.R, model.Alpha, model.A, model.B),
                    unit,
                    histories.Since,
                    model.Until,
                    until,
                    histories.Horizon
                )
            );
    }
}
