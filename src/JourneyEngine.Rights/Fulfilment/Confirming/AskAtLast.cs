using JourneyEngine.Contracts;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Fulfilment.Confirming;

/// <summary>Asks about an address that a message would go to and nobody was asked about: it was told before addresses
/// were confirmed, or to a host that died before it asked.</summary>
internal sealed class AskAtLast(VaultAccess access, ToldAddresses asking, AddressHashes hashes)
{
    public async Task Of(
        DataSubject owner,
        NoticePublished notice,
        string purpose,
        IEnumerable<ToldDetail> told,
        IReadOnlyList<Channel> channels,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var unasked = told.Where(it => it.AskedAt is null && it.ConfirmedAt is null).Select(it => it.Field).ToArray();
        if (
            ChooseAddress.Of(notice, purpose, unasked, channels) is { Field: var field }
            && (await access.Open().Read(owner, cancellation)).SingleOrDefault(it => it.Field == field) is { } detail
        )
            await asking.Ask(
                owner,
                field,
                hashes.Of(owner.Site, notice.Details.Single(it => it.Name == field).Shape, detail.Value),
                now,
                cancellation
            );
    }
}
