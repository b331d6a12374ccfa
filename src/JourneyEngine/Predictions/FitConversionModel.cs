using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>
/// Fits a funnel's model of conversion to the visits that were over at a moment, lets a challenger try to beat it on
/// later visits, and stores the better one as the next version.
/// </summary>
public sealed class FitConversionModel(
    NpgsqlDataSource database,
    RulesTable rules,
    IDocumentStore store,
    FittedModels models,
    SiteConfiguration configuration,
    TimeProvider clock
)
{
    public const long FewestVisits = 200;
    public const long FewestConverted = 20;

    /// <param name="Funnel">May be left out where the site has just one.</param>
    /// <param name="Until">A day of the site, which is included, or a moment; the site's last interaction where left out.</param>
    /// <param name="EvaluateUntil">Up to when later visits are looked at, to judge the model; the site's last interaction
    /// where left out.</param>
    public sealed record Asked(string? Funnel = null, string? Until = null, string? EvaluateUntil = null);

    /// <returns>The fitted model, or why there is none.</returns>
    /// <exception cref="UnacceptableException">The request cannot be carried out as it is.</exception>
    public async Task<(ConversionModelFitted? Fitted, string? Reason)> Run(
        string site,
        Asked asked,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        await AwaitProjection.Run(database, site, settled: true, cancellation);
        var calendar = await configuration.Calendar(site, cancellation);
        var last = await LastInteraction.Of(database, rules, site, now, cancellation);
        var window = TrainingWindow.Of(asked.Until, asked.EvaluateUntil, now, last, calendar);
        var seen = await VisitsAtRisk.Read(database, rules, site, asked.Funnel, window, cancellation);
        var (visits, converted) = (seen.Known.Values.Sum(it => it.Offered), seen.Known.Values.Sum(it => it.Accepted));
        if (visits < FewestVisits || converted < FewestConverted)
            return (
                null,
                $"There is too little to fit a model to: {visits} visits at risk, {converted} of which converted. "
                    + $"It takes {FewestVisits} and {FewestConverted}."
            );
        var widest =
            (
                await configuration.Latest<AbstentionChanged>(site, StreamNames.Abstention, cancellation)
            )?.WidestConversionInterval
            ?? PredictConversion.WidestInterval;
        var (shrunk, logistic) = Judge(seen, window.Judged, widest);
        var challenged = shrunk is not null && logistic is not null && shrunk.IsBeatenBy(logistic);
        var versions = await models.Versions(site, StreamNames.ConversionModel(seen.Funnel.Name), cancellation);
        var fitted = new ConversionModelFitted(
            versions + 1,
            seen.Funnel.Name,
            seen.Funnel.Version,
            challenged ? ConversionModelFitted.Logistic : ConversionModelFitted.Shrunk,
            window.Until,
            [.. challenged ? ConversionCells.Tabulated(seen) : ConversionCells.Counted(seen)],
            challenged ? logistic : shrunk,
            challenged ? shrunk : logistic,
            now
        );
        await using var session = store.LightweightSession(site);
        session.Events.Append(StreamNames.ConversionModel(fitted.Funnel), fitted.Version, fitted);
        await session.SaveChangesAsync(cancellation);
        return (fitted, null);
    }

    /// <remarks>Both are held against the same visits: those that the shrunk one does not abstain from.</remarks>
    private static (ConversionCalibration? Shrunk, ConversionCalibration? Logistic) Judge(
        VisitsAtRisk seen,
        (DateTimeOffset From, DateTimeOffset Until) judged,
        double widest
    )
    {
        if (seen.Before.Values.Sum(it => it.Accepted) < FewestConverted)
            return (null, null);
        var (model, challenger) = (
            new ConversionModel(seen.Before),
            LogisticHazards.Fit(seen.Before, seen.Funnel.Stages.Length)
        );
        ConversionCalibration? Of(Func<HazardCell, double> chance) =>
            CalibrateConversions.Of(
                it => PredictConversion.Abstains(PredictConversion.Of(model.Hazard(it)), widest) ? null : chance(it),
                model.Seen,
                seen.Later,
                judged.From,
                judged.Until
            );
        return (Of(it => model.Hazard(it).Mean), Of(it => challenger[it]));
    }
}
