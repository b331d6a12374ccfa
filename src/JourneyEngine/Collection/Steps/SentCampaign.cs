using JourneyEngine.Collection.Wire;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Collection.Steps;

/// <summary>The campaign that brought a visitor: what the app says of it, else the address of the page; in the one form
/// of campaigns, composed (Unicode NFC).</summary>
internal static class SentCampaign
{
    private const int LongestCampaign = 128;

    public static Campaign? Of(IncomingEvent sent)
    {
        var (said, address) = (sent.Campaign, AddressCampaign.From(sent.Page));
        var campaign = new Campaign(
            Kept(said?.Source) ?? Kept(address.Source),
            Kept(said?.Medium) ?? Kept(address.Medium),
            Kept(said?.Name) ?? Kept(address.Name),
            Kept(said?.Term) ?? Kept(address.Term),
            Kept(said?.Content) ?? Kept(address.Content)
        );
        return campaign == new Campaign(null, null, null, null, null) ? null : campaign;
    }

    private static string? Kept(string? part) => CampaignText.Normal(part)?.Composed().Cut(LongestCampaign).TrimEnd();
}
