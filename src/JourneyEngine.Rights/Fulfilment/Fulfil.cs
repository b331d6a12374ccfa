using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Fulfilment.Confirming;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Carries out what the queue hands over: hands the message to the way out, then writes down that it was
/// granted, then that it is done.</summary>
/// <remarks>After a crash it begins again: the way out may see a message twice, with the same key; the fact is there
/// once.</remarks>
internal sealed class Fulfil(
    VaultAccess vault,
    Compose compose,
    ComposeQuestion question,
    AddressLinks links,
    FindNeighbours neighbours,
    GrantBenefit grants,
    SiteConfiguration configuration,
    FactLog log,
    TimeProvider clock,
    IOutbound? outbound = null
)
{
    private const int PageSize = 500;

    /// <exception cref="NotSentException">It is to be tried again.</exception>
    public Task Send(SendBenefit benefit, CancellationToken cancellation) =>
        NotSentException.Guard(
            async () =>
            {
                var (grant, now) = (
                    new Grant(benefit.Site, benefit.Mark, benefit.Purpose, benefit.Period),
                    clock.GetUtcNow()
                );
                var book = vault.Open().Grants;
                if (!await book.IsOpen(grant, cancellation))
                    return;
                var way = outbound ?? throw new NotSentException("no way out");
                if (!links.CanBeMade)
                    throw new NotSentException("no public address");
                if (grant.Purpose == Confirmations.Purpose)
                {
                    if (await question.Of(grant, way.Channels, now, cancellation) is { } asked)
                        await way.Send(asked.Message, cancellation);
                }
                else if (await compose.Of(grant, way.Channels, now, cancellation) is { } composed)
                {
                    await way.Send(composed.Message, cancellation);
                    var id = composed.Message.IdempotencyKey;
                    await log.Append(
                        grant.Site,
                        [new NewFact(composed.Visitor, id, new BenefitGranted(id, grant.Purpose, grant.Period, now))]
                    );
                }

                await book.Settled(grant, now, CancellationToken.None);
            },
            cancellation
        );

    /// <exception cref="NotSentException">It is to be tried again.</exception>
    public Task Spread(SpreadUpdate update, CancellationToken cancellation) =>
        NotSentException.Guard(
            async () =>
            {
                if (
                    await configuration.Latest<UpdateAnnounced>(
                        update.Site,
                        StreamNames.Update(update.Id),
                        cancellation
                    )
                    is not { } announced
                )
                    return;
                var purpose = announced.Nearby is null ? Benefits.Updates : Benefits.Nearby;
                var near = announced.Nearby is { } place ? await neighbours.Of(update.Site, place, cancellation) : null;
                IReadOnlyList<Beneficiary> page = [];
                do
                {
                    page = await vault
                        .Open()
                        .Queries.For(update.Site, purpose, page.LastOrDefault()?.Mark, PageSize, cancellation);
                    foreach (var it in page.Where(it => near is null || near.Contains(Convert.ToHexString(it.Mark))))
                        await grants.Run(
                            new Grant(update.Site, it.Mark, purpose, update.Id),
                            clock.GetUtcNow(),
                            cancellation
                        );
                } while (page.Count > 0);
            },
            cancellation
        );
}
