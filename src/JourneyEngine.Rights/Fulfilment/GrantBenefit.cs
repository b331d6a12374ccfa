using JourneyEngine.Rights.Details;
using JourneyEngine.Vault;
using Wolverine;
using Wolverine.Persistence.Durability;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Grants a benefit once, on whatever host it is first found due, and sees that it is queued even where that
/// host dies in between.</summary>
internal sealed class GrantBenefit(VaultAccess vault, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan SurelyQueued = TimeSpan.FromMinutes(2);
    private const int AtOnce = 1_000;

    /// <returns>Whether it was granted now, and not before.</returns>
    public async Task<bool> Run(Grant grant, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!await vault.Open().Grants.Add(grant, now, cancellation))
            return false;
        await Queue(grant, now, cancellation);
        return true;
    }

    /// <summary>Queues what was granted by a host that died before it did.</summary>
    public async Task Recover(DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var grant in await vault.Open().Grants.InTheAir(now - SurelyQueued, AtOnce, cancellation))
            await Queue(grant, now, cancellation);
    }

    /// <summary>Hands what is granted to the queue; again does no harm.</summary>
    public async Task Queue(Grant grant, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope
                .ServiceProvider.GetRequiredService<IMessageBus>()
                .PublishAsync(new SendBenefit(grant.Site, grant.Mark, grant.Purpose, grant.Period));
        }
        catch (DuplicateIncomingEnvelopeException)
        {
            // It was queued, and the host died before it wrote that down.
        }

        await vault.Open().Grants.Queued(grant, now, cancellation);
    }
}
