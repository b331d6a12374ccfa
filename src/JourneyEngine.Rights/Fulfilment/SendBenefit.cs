using JourneyEngine.Log;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>That a benefit is to go out. It lies in the queue's tables, so it names neither the visitor nor any detail.</summary>
/// <param name="Mark">Of the visitor.</param>
[OwnId]
public sealed record SendBenefit(string Site, byte[] Mark, string Purpose, string Period) : IHasOwnId
{
    public Guid OwnId() => FactIds.Of(Site, $"{nameof(SendBenefit)}\n{Purpose}\n{Period}\n{Convert.ToHexStringLower(Mark)}");
}

/// <summary>That an update is to go to everybody who asked for such.</summary>
[OwnId]
public sealed record SpreadUpdate(string Site, string Id) : IHasOwnId
{
    public Guid OwnId() => FactIds.Of(Site, $"{nameof(SpreadUpdate)}\n{Id}");
}

/// <summary>What the queue hands over.</summary>
public interface IFulfil
{
    /// <exception cref="NotSentException">It is to be tried again.</exception>
    Task Send(SendBenefit benefit, CancellationToken cancellation);

    /// <exception cref="NotSentException">It is to be tried again.</exception>
    Task Spread(SpreadUpdate update, CancellationToken cancellation);
}

public static class FulfilmentHandler
{
    public static Task Handle(SendBenefit benefit, IFulfil fulfil, CancellationToken cancellation) => fulfil.Send(benefit, cancellation);

    public static Task Handle(SpreadUpdate update, IFulfil fulfil, CancellationToken cancellation) => fulfil.Spread(update, cancellation);
}
