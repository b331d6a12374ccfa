using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Sites;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Predictions;

/// <summary>Fits a site's models anew. Of many hosts that do so at the same time one stores its version.</summary>
public sealed class RefitModels(
    FitReturnModel returns,
    FitConversionModel conversions,
    FittedModels models,
    SiteConfiguration configuration,
    TimeProvider clock,
    ILogger<RefitModels> logger
)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(23);

    /// <param name="all">Also those that are younger than a day.</param>
    public async Task Run(string site, bool all, CancellationToken cancellation)
    {
        var returning = await models.OfReturning(site, null, cancellation);
        if (all || IsStale(returning?.At))
        {
            await UnlessAnotherIsFaster(async () =>
            {
                var (fitted, reason) = await returns.Run(site, new FitReturnModel.Asked(), cancellation);
                Alert(
                    site,
                    "returning",
                    fitted?.Calibration is { } it && !CalibrateReturns.IsUsable(it),
                    fitted is null ? returning?.Until : null,
                    reason
                );
            });
        }

        foreach (var funnel in await configuration.AllLatest<FunnelDefined>(site, StreamNames.Funnel(""), cancellation))
        {
            var converting = await models.OfConverting(site, funnel.Name, null, cancellation);
            if (all || IsStale(converting?.At) || converting?.FunnelVersion != funnel.Version)
            {
                await UnlessAnotherIsFaster(async () =>
                {
                    var (fitted, reason) = await conversions.Run(
                        site,
                        new FitConversionModel.Asked(funnel.Name),
                        cancellation
                    );
                    Alert(
                        site,
                        "converting",
                        fitted?.Calibration is { } it && !CalibrateConversions.IsUsable(it),
                        fitted is null ? converting?.Until : null,
                        reason
                    );
                });
            }
        }
    }

    /// <param name="old">Up to when the model knows that no newer one took the place of.</param>
    /// <param name="reason">Why none did.</param>
    private void Alert(string site, string what, bool failed, DateTimeOffset? old, string? reason)
    {
        if (failed)
            logger.LogWarning(
                "The model of {What} of site {Site} failed on later data, so nothing is predicted by it; see "
                    + "/v1/reports/predictions.",
                what,
                site
            );
        if (clock.GetUtcNow() - old > Abstention.ShelfLife)
            logger.LogWarning(
                "The model of {What} of site {Site} knows nothing after {Until:yyyy-MM-dd}, so nothing is predicted by "
                    + "it, and no newer one could be fitted: {Reason}",
                what,
                site,
                old,
                reason
            );
    }

    private bool IsStale(DateTimeOffset? fitted) => fitted is null || clock.GetUtcNow() - fitted >= Fresh;

    private static async Task UnlessAnotherIsFaster(Func<Task> fit)
    {
        try
        {
            await fit();
        }
        catch (Exception failure) when (AppendConflict.Is(failure))
        {
            // Its version is as good.
        }
    }
}
