using JourneyEngine.Rights.Addresses;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Rights.Fulfilment.Confirming;

/// <summary>Gives every message of a benefit what ends the benefit: headers for mail programs, and a line for
/// people.</summary>
internal sealed class WayToStop(AddressLinks links, IStringLocalizer<LetterWords> words)
{
    public OutboundMessage On(OutboundMessage message, Grant grant, HashedAddress address)
    {
        var link = links.ToStop(new AddressLink(grant.Site, grant.Mark, grant.Purpose, address.Exact));
        return message with
        {
            Headers = Unsubscribe.Headers(link),
            Footer = string.Join(" / ", LetterWords.InEach(_ => words["unsubscribe"].Value)) + "\n" + link,
        };
    }
}
