using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection;

/// <summary>By what the events of a request are judged: what their site has configured, and what the request says of
/// all of them.</summary>
/// <param name="Mode">What the site does with visitors who have not chosen.</param>
internal sealed record CollectionTerms(string Site, NoticeRules Notice, string Mode)
{
    public required VisitorIds VisitorIds { get; init; }

    public required MessageIds MessageIds { get; init; }

    /// <summary>Whose share of the queue the request takes; the engine's own where it is none of a sender.</summary>
    public Sender? Sender { get; init; }

    /// <summary>The request carries <c>Sec-GPC: 1</c> (W3C Global Privacy Control).</summary>
    public bool PrivacyControl { get; init; }

    /// <summary>Whether the key of the request may say that two ids are one visitor.</summary>
    public bool Links { get; init; } = true;

    /// <summary>Whether the key of the request is of the site's server, which stands for what it says of ids.</summary>
    public bool Vouches { get; init; }

    /// <summary>By which a page proves who is signed in.</summary>
    public IReadOnlyList<string> IdentitySecrets { get; init; } = [];

    /// <summary>Whether what comes with the key of the request may say what its visitor agrees to and refuses.</summary>
    public bool Consents { get; init; } = true;

    /// <summary>Whether what comes with the key of the request may tell details of its visitor.</summary>
    public bool Details { get; init; } = true;

    /// <summary>Whom the cookie of the request names, if anyone; counts where an event itself names nobody.</summary>
    public string? CookieVisitor { get; init; }
}
