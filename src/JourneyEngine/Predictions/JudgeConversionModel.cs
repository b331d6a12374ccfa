using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Reports;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>
/// Holds the latest model of converting that is a week old against what came after the moment that it was fitted up to;
/// a younger one where none is as old, for visits tell sooner. Stores nothing.
/// </summary>
public sealed class JudgeConversionModel(NpgsqlDataSource database, RulesTable rulesTable)
{
    private readonly FittedModels _models = new(database);

    /// <param name="funnel">May be left out where the site has just one.</param>
    /// <param name="until">Up to when what came later is looked at.</param>
    /// <returns>The model and how it did on visits at risk that began later.</returns>
    /// <exception cref="UnacceptableException">There is no such funnel, no model of it, or nothing later than it that
    /// it speaks of.</exception>
    public async Task<(ConversionModelFitted Model, ConversionCalibration Calibration)> Run(
        string site,
        string? funnel,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        var chosen = await Chosen(site, funnel, cancellation);
        var stream = StreamNames.ConversionModel(chosen.Name);
        var fitted =
            await _models.Best<ConversionModelFitted>(site, stream, TrainingWindow.OldEnough(until), cancellation)
                is { } old
            && old.FunnelVersion == chosen.Version
                ? old
                : Later(await _models.Best<ConversionModelFitted>(site, stream, null, cancellation), until);
        var seen = await VisitsAtRisk.Read(
            database,
            rulesTable,
            site,
            fitted.Funnel,
            new TrainingWindow(fitted.Until, until),
            cancellation
        );
        if (seen.Funnel.Version != fitted.FunnelVersion)
            throw new UnacceptableException("The funnel was changed since the model was fitted.");
        var abstention = await ConfigurationStreams.Latest<AbstentionChanged>(
            database,
            site,
            StreamNames.Abstention,
            cancellation
        );
        var (model, widest) = (
            ConversionModel.Of(fitted),
            abstention?.WidestConversionInterval ?? PredictConversion.WidestInterval
        );
        double? Chance(HazardCell cell) =>
            model.Hazard(cell) is var hazard && PredictConversion.Abstains(PredictConversion.Of(hazard), widest)
                ? null
                : hazard.Mean;
        return
            CalibrateConversions.Of(Chance, model.Seen, seen.Later, fitted.Until, until) is { Visits: > 0 } calibration
            ? (fitted, calibration)
            : throw new UnacceptableException("No later visit is one that the model speaks of.");
    }

    private static ConversionModelFitted Later(ConversionModelFitted? model, DateTimeOffset until) =>
        model is null ? throw new UnacceptableException(FittedModels.None)
        : model.Until >= until
            ? throw new UnacceptableException(
                $"The model knows everything up to {model.Until:yyyy-MM-ddTHH:mm:ssZ}: there is nothing later to "
                    + "hold it against."
            )
        : model;

    private async Task<FunnelDefined> Chosen(string site, string? funnel, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return ChosenFunnel.Of(await rulesTable.Latest(connection, site, cancellation), funnel);
    }
}
