using JourneyEngine.Background;
using JourneyEngine.Sites;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Predictions;

/// <summary>Asks once an hour for models that are a day old.</summary>
internal sealed class RefitService(
    SiteKeys keys,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<RefitService> logger
) : RecurringService(Pause, clock, logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    protected override Task Ready(CancellationToken cancellation) => Task.Delay(AfterStart, Clock, cancellation);

    protected override async Task RunOnce(CancellationToken cancellation)
    {
        foreach (var site in await keys.Sites(cancellation))
            await RefitSite.Queue(scopes, new RefitSite(site, Clock.GetUtcNow().Ticks / Pause.Ticks, All: false));
    }
}
