using JourneyEngine.Background;
using JourneyEngine.Log.Appending;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>That a benefit is to go out. It lies in the queue's tables, so it names neither the visitor nor any
/// detail.</summary>
/// <param name="Mark">Of the visitor.</param>
[EnvelopeId]
public sealed record SendBenefit(string Site, byte[] Mark, string Purpose, string Period) : IHasEnvelopeId
{
    public Guid EnvelopeId() =>
        FactIds.Of(Site, $"{nameof(SendBenefit)}\n{Purpose}\n{Period}\n{Convert.ToHexStringLower(Mark)}");
}

/// <summary>That an update is to go to everybody who asked for such.</summary>
[EnvelopeId]
public sealed record SpreadUpdate(string Site, string Id) : IHasEnvelopeId
{
    public Guid EnvelopeId() => FactIds.Of(Site, $"{nameof(SpreadUpdate)}\n{Id}");
}

internal sealed class SendBenefitHandler : MessageHandler<SendBenefit>
{
    protected override Task HandleAsync(SendBenefit message, MessageContext context, CancellationToken cancellation) =>
        context.Runtime.Services.GetRequiredService<Fulfil>().Send(message, cancellation);
}

internal sealed class SpreadUpdateHandler : MessageHandler<SpreadUpdate>
{
    protected override Task HandleAsync(SpreadUpdate message, MessageContext context, CancellationToken cancellation) =>
        context.Runtime.Services.GetRequiredService<Fulfil>().Spread(message, cancellation);
}
