using JasperFx;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Store;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Predictions;

/// <summary>Fits a site's models anew. Of many hosts that do so at the same time one stores its version.</summary>
public sealed class RefitModels(FitReturnModel returns, FitConversionModel conversions, FittedModels models, Configuration configuration, TimeProvider clock, ILogger<RefitModels> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(23);

    /// <param name="all">Also those that are younger than a day.</param>
    public async Task Run(string site, bool all, CancellationToken cancellation)
    {
        if (all || IsStale((await models.OfReturning(site, null, cancellation))?.At))
            await UnlessAnotherIsFaster(async () => Alert(site, (await returns.Run(site, new FitReturnModel.Asked(), cancellation)).Fitted?.Calibration is { } it && !CalibrateReturns.Holds(it), "returning"));
        foreach (var funnel in await configuration.AllLatest<FunnelDefined>(site, StreamNames.Funnel(""), cancellation))
        {
            if (all || IsStale((await models.OfConverting(site, funnel.Name, null, cancellation))?.At))
            {
                await UnlessAnotherIsFaster(async () => Alert(
                    site, (await conversions.Run(site, new FitConversionModel.Asked(funnel.Name), cancellation)).Fitted?.Calibration is { } it && !CalibrateConversions.Holds(it), "converting"));
            }
        }
    }

    private void Alert(string site, bool failed, string what)
    {
        if (failed)
            logger.LogWarning("The model of {What} of site {Site} failed on later data, so nothing is predicted by it; see /v1/reports/predictions.", what, site);
    }

    private bool IsStale(DateTimeOffset? fitted) => fitted is null || clock.GetUtcNow() - fitted >= Fresh;

    private static async Task UnlessAnotherIsFaster(Func<Task> fit)
    {
        try
        {
            await fit();
        }
        catch (ConcurrencyException)
        {
            // Its version is as good.
        }
    }
}
