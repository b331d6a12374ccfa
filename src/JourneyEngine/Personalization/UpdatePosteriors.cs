using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Personalization;

/// <summary>Lets learning slots learn.</summary>
internal sealed class UpdatePosteriors(Posteriors posteriors, SiteKeys keys, Configuration configuration, TimeProvider clock, ILogger<UpdatePosteriors> logger)
    : Recurring(TimeSpan.FromSeconds(15), clock, logger)
{
    protected override async Task Turn(CancellationToken cancellation)
    {
        foreach (var site in await keys.Sites(cancellation))
        {
            var slots = await configuration.AllLatest<SlotDefined>(site, StreamNames.Slot(""), cancellation);
            if (slots.FindAll(it => it.Policy == Policies.Learning || it.Shadow == Policies.Learning) is { Count: > 0 } learning)
                await posteriors.UpdateAll(site, [.. learning.Select(it => it.Slot)], cancellation);
        }
    }
}
