using JourneyEngine.Rights.Outbound;
using JourneyEngine.Rights.Privacy;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Ways to a visitor's own page, for letters.</summary>
internal sealed class PrivacyLinks(PrivacySession sessions, PublicAddress address)
{
    /// <summary>A letter is not read at once.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public bool CanBeMade => address.Known is not null;

    /// <summary>Opens the page for whoever has it: only to an address that the visitor vouched for.</summary>
    public Uri Signed(string site, string visitor) => new(address.Known!, sessions.Link(site, visitor, Lifetime));

    /// <summary>Opens the page in the visitor's own browser alone.</summary>
    public Uri Plain => new(address.Known!, "/privacy");
}
