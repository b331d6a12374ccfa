using JourneyEngine.Host.Privacy;

namespace JourneyEngine.Host.Fulfilment;

/// <summary>Ways to a visitor's own page, for letters.</summary>
/// <param name="host">What visitors call this host; nothing where nobody said.</param>
internal sealed class PrivacyLinks(PrivacySession sessions, Uri? host)
{
    /// <summary>A letter is not read at once.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public bool CanBeMade => host is not null;

    /// <summary>Opens the page for whoever has it: only to an address that the visitor vouched for.</summary>
    public Uri Signed(string site, string visitor) => new(host!, sessions.Link(site, visitor, Lifetime));

    /// <summary>Opens the page in the visitor's own browser alone.</summary>
    public Uri Plain => new(host!, "/privacy");
}
