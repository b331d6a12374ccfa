using JasperFx;
using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Predictions;

/// <summary>Fits every site's models anew once a day. Of many hosts that do so at the same time one stores its version.</summary>
internal sealed class RefitModels(
    FitReturnModel returns, FitConversionModel conversions, FittedModels models, Configuration configuration, SiteKeys keys, TimeProvider clock, ILogger<RefitModels> logger)
    : Recurring(TimeSpan.FromHours(1), clock, logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(23);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    protected override Task Ready(CancellationToken cancellation) => Task.Delay(AfterStart, Clock, cancellation);

    protected override async Task Turn(CancellationToken cancellation)
    {
        foreach (var site in await keys.Sites(cancellation))
        {
            if (IsStale((await models.OfReturning(site, null, cancellation))?.At))
                await UnlessAnotherIsFaster(() => returns.Run(site, new FitReturnModel.Asked(), cancellation));
            foreach (var funnel in await configuration.AllLatest<FunnelDefined>(site, StreamNames.Funnel(""), cancellation))
            {
                if (IsStale((await models.OfConverting(site, funnel.Name, null, cancellation))?.At))
                    await UnlessAnotherIsFaster(() => conversions.Run(site, new FitConversionModel.Asked(funnel.Name), cancellation));
            }
        }
    }

    private bool IsStale(DateTimeOffset? fitted) => fitted is null || Clock.GetUtcNow() - fitted >= Fresh;

    private static async Task UnlessAnotherIsFaster(Func<Task> fit)
    {
        try
        {
            await fit();
        }
        catch (ConcurrencyException)
        {
            // Another host was faster.
        }
    }
}
