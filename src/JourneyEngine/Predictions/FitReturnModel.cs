using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>Fits a site's model of returning to what had occurred up to a moment, holds it against what came later, and
/// stores it as its next version.</summary>
public sealed class FitReturnModel(
    NpgsqlDataSource database,
    RulesTable rules,
    IDocumentStore store,
    FittedModels models,
    SiteConfiguration configuration,
    TimeProvider clock
)
{
    public const long FewestVisitors = 100;
    public const long FewestReturned = 20;

    /// <param name="Until">A day of the site, which is included, or a moment; the site's last interaction where left out.</param>
    /// <param name="EvaluateUntil">Up to when what came later is looked at, to judge the model; the site's last interaction
    /// where left out. Where that is under a week, the model is judged by what is kept back.</param>
    /// <param name="Unit"><c>day</c>, or <c>week</c> for figures as the literature has them; see
    /// <see cref="TimeUnit"/>.</param>
    public sealed record Asked(string? Until = null, string? EvaluateUntil = null, string Unit = "day");

    /// <returns>The fitted model, or why there is none.</returns>
    /// <exception cref="UnacceptableException">The request cannot be carried out as it is.</exception>
    public async Task<(ReturnModelFitted? Fitted, string? Reason)> Run(
        string site,
        Asked asked,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var unit =
            TimeUnit.All.FirstOrDefault(it => it.Name == asked.Unit)
            ?? throw new UnacceptableException(
                $"unit is one of {string.Join(", ", TimeUnit.All.Select(it => it.Name))}."
            );
        await AwaitProjection.Run(database, site, settled: true, cancellation);
        var calendar = await configuration.Calendar(site, cancellation);
        var last = await LastInteraction.Of(database, rules, site, now, cancellation);
        var (until, end) = TrainingWindow.Of(asked.Until, asked.EvaluateUntil, now, last, calendar);
        var histories = await ReturnHistories.Read(database, rules, site, until, end, cancellation);
        if (histories.Visitors < FewestVisitors || histories.Returned < FewestReturned)
            return (
                null,
                $"There is too little to fit a model to: {histories.Visitors} visitors, {histories.Returned} of "
                    + $"whom returned on another day. It takes {FewestVisitors} and {FewestReturned}."
            );
        if (FitReturns.Of(histories.Then, unit) is not { } fit)
            return (null, "No model fits: what visitors did does not tell how they differ.");
        var calibration =
            histories.Horizon >= TrainingWindow.FewestDays
                ? CalibrateReturns.Of(fit.Model, unit, histories.Since, until, end, histories.Horizon)
                : await OnWhatIsKeptBack(site, unit, until, cancellation);
        var (r, alpha, a, b) = fit.Model;
        var versions = await models.Versions(site, StreamNames.ReturnModel, cancellation);
        var fitted = new ReturnModelFitted(
            versions + 1,
            unit.Name,
            until,
            histories.Visitors,
            histories.Returned,
            r,
            alpha,
            a,
            b,
            fit.LogLikelihood,
            fit.Covariance,
            calibration,
            now
        );
        await using var session = store.LightweightSession(site);
        session.Events.Append(StreamNames.ReturnModel, fitted.Version, fitted);
        await session.SaveChangesAsync(cancellation);
        return (fitted, null);
    }

    private async Task<ReturnCalibration?> OnWhatIsKeptBack(
        string site,
        TimeUnit unit,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        var from = until - TrainingWindow.KeptBack;
        var earlier = await ReturnHistories.Read(database, rules, site, from, until, cancellation);
        return
            earlier.Visitors >= FewestVisitors
            && earlier.Returned >= FewestReturned
            && FitReturns.Of(earlier.Then, unit) is { } fit
            ? CalibrateReturns.Of(fit.Model, unit, earlier.Since, from, until, earlier.Horizon)
            : null;
    }
}
