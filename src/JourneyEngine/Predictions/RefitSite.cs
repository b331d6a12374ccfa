using JourneyEngine.Background;
using JourneyEngine.Log.Appending;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Persistence.Durability;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace JourneyEngine.Predictions;

/// <summary>That a site's models are to be fitted anew.</summary>
/// <param name="Turn">Of the clock that asks: however many hosts ask in a turn, it is one message, and one of them does
/// it.</param>
/// <param name="All">Also models that are younger than a day.</param>
[EnvelopeId]
public sealed record RefitSite(string Site, long Turn, bool All) : IHasEnvelopeId
{
    public Guid EnvelopeId() => FactIds.Of(Site, $"{nameof(RefitSite)}\n{Turn}\n{All}");

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

internal sealed class RefitSiteHandler : MessageHandler<RefitSite>
{
    /// <summary>A site's history may take long to read.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>What failed is tried again later; then it lies with the dead letters, and the next hour asks
    /// anew.</summary>
    public override void ConfigureChain(HandlerChain chain)
    {
        chain.ExecutionTimeoutInSeconds = (int)Longest.TotalSeconds;
        chain
            .OnException<TimeoutException>()
            .Or<NpgsqlException>()
            .ScheduleRetry(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10))
            .Then.MoveToErrorQueue();
    }

    protected override Task HandleAsync(RefitSite message, MessageContext context, CancellationToken cancellation) =>
        context.Runtime.Services.GetRequiredService<RefitModels>().Run(message.Site, message.All, cancellation);
}
