using JourneyEngine.Background;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Personalization;

/// <summary>Lets learning slots learn.</summary>
internal sealed class PosteriorUpdateService(
    Posteriors posteriors,
    SiteKeys keys,
    SiteConfiguration configuration,
    TimeProvider clock,
    ILogger<PosteriorUpdateService> logger
) : RecurringService(TimeSpan.FromSeconds(15), clock, logger)
{
    protected override async Task RunOnce(CancellationToken cancellation)
    {
        foreach (var site in await keys.Sites(cancellation))
        {
            var slots = await configuration.AllLatest<SlotDefined>(site, StreamNames.Slot(""), cancellation);
            if (
                slots.FindAll(it => it.Policy == Policies.Learning || it.Shadow == Policies.Learning) is
                { Count: > 0 } learning
            )
                await posteriors.UpdateAll(site, [.. learning.Select(it => it.Slot)], cancellation);
        }
    }
}
