using JourneyEngine.Contracts;
using JourneyEngine.Http;

namespace JourneyEngine.Collection.Wire;

/// <summary>Reads a campaign as it was sent; nothing of it is cut or looked at yet.</summary>
internal static class ReadCampaign
{
    /// <param name="json">At the member's name; then at the end of its value.</param>
    public static Campaign? From(ref GatedReader json)
    {
        if (!json.ReadsObject())
            return null;
        var campaign = new Campaign(null, null, null, null, null);
        while (json.NextMember())
        {
            if (json.Is("source"u8))
                campaign = campaign with { Source = json.ReadText() };
            else if (json.Is("medium"u8))
                campaign = campaign with { Medium = json.ReadText() };
            else if (json.Is("name"u8))
                campaign = campaign with { Name = json.ReadText() };
            else if (json.Is("term"u8))
                campaign = campaign with { Term = json.ReadText() };
            else if (json.Is("content"u8))
                campaign = campaign with { Content = json.ReadText() };
            else
                json.SkipValue();
        }

        return campaign;
    }
}
