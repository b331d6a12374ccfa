using JasperFx;
using JourneyEngine.Store;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Predictions;

/// <summary>Fits every site's model of returning anew once a day. Of many hosts that do so at the same time one stores its version.</summary>
internal sealed class RefitReturnModels(FitReturnModel fit, ReturnModels models, SiteKeys keys, TimeProvider clock, ILogger<RefitReturnModels> logger)
    : Recurring(TimeSpan.FromHours(1), clock, logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(23);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    protected override Task Ready(CancellationToken cancellation) => Task.Delay(AfterStart, Clock, cancellation);

    protected override async Task Turn(CancellationToken cancellation)
    {
        foreach (var site in await keys.Sites(cancellation))
        {
            if (await models.Latest(site, null, cancellation) is { } latest && Clock.GetUtcNow() - latest.At < Fresh)
                continue;
            try
            {
                if ((await fit.Run(site, new FitReturnModel.Asked(), cancellation)).Fitted is { } fitted)
                    Logger.LogInformation("A model of returning was fitted to {Visitors} visitors.", fitted.Visitors);
            }
            catch (ConcurrencyException)
            {
                // Another host was faster.
            }
        }
    }
}
