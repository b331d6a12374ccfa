using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Collection.Steps;

/// <summary>The campaign that brought a visitor: what the app says of it, else the address of the page; in the one form
/// of campaigns, composed (Unicode NFC).</summary>
internal static class SentCampaign
{
    public static Campaign? Of(IncomingEvent sent)
    {
        var (said, address) = (sent.Campaign, AddressCampaign.From(sent.Page));
        var campaign = new Campaign(
            CampaignText.Normal(said?.Source) ?? CampaignText.Normal(address.Source),
            CampaignText.Normal(said?.Medium) ?? CampaignText.Normal(address.Medium),
            CampaignText.Normal(said?.Name) ?? CampaignText.Normal(address.Name),
            CampaignText.Normal(said?.Term) ?? CampaignText.Normal(address.Term),
            CampaignText.Normal(said?.Content) ?? CampaignText.Normal(address.Content)
        );
        return campaign == new Campaign(null, null, null, null, null) ? null : campaign;
    }
}
