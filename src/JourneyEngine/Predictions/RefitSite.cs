using JourneyEngine.Log;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.ErrorHandling;
using Wolverine.Persistence.Durability;
using Wolverine.Runtime.Handlers;

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

/// <summary>A site's history may take long to read.</summary>
[MessageTimeout(3_600)]
public static class RefitSiteHandler
{
    /// <summary>What failed is tried again later; then it lies with the dead letters, and the next hour asks anew.</summary>
    public static void Configure(HandlerChain chain) =>
        chain.OnException<TimeoutException>().Or<NpgsqlException>().ScheduleRetry(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)).Then.MoveToErrorQueue();

    public static Task Handle(RefitSite job, RefitModels refit, CancellationToken cancellation) => refit.Run(job.Site, job.All, cancellation);
}
