using JourneyEngine.Store;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Wolverine.Persistence.Durability;

namespace JourneyEngine.Predictions;

/// <summary>That a site's models are to be fitted anew.</summary>
/// <param name="Turn">Of the clock that asks: however many hosts ask in a turn, it is one message, and one of them does it.</param>
/// <param name="All">Also models that are younger than a day.</param>
[OwnId]
public sealed record RefitSite(string Site, long Turn, bool All) : IHasOwnId
{
    public Guid OwnId() => FactIds.Of(Site, $"{nameof(RefitSite)}\n{Turn}\n{All}");

    internal static async Task Queue(IServiceScopeFactory scopes, RefitSite job)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(job);
        }
        catch (DuplicateIncomingEnvelopeException)
        {
            // Another host asked first.
        }
    }
}

public static class RefitSiteHandler
{
    public static Task Handle(RefitSite job, RefitModels refit, CancellationToken cancellation) => refit.Run(job.Site, job.All, cancellation);
}
