using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Fulfilment.Confirming;

/// <summary>Sees that a message goes to a mailbox once, and that not too many do.</summary>
internal sealed class MailboxPlaces(VaultAccess vault, OutboundSettings settings, ILogger<MailboxPlaces> logger)
{
    /// <returns>False if it was sent there for another visitor, or one more would be too many.</returns>
    public async Task<bool> Take(Grant grant, HashedAddress address, DateTimeOffset now, CancellationToken cancellation)
    {
        var isTooMuch = false;
        var taken = await vault
            .Open()
            .Mailboxes.Take(
                grant,
                address.Mailbox,
                lately => !(isTooMuch = !MailboxRules.May(grant.Purpose, lately, now, settings.Daily)),
                now,
                cancellation
            );
        if (isTooMuch)
            logger.LogInformation(
                "A message for {Purpose} is not sent: its address was written to enough on {Site}.",
                grant.Purpose,
                grant.Site
            );
        return taken;
    }
}
