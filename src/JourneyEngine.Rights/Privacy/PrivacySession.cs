using JourneyEngine.Http;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Signed links that open a visitor's page for a short while, and the session that following one
/// begins.</summary>
public sealed class PrivacySession(ProtectedTokens tokens)
{
    public const string Cookie = "__Host-journey-privacy";

    public static readonly TimeSpan LongestLink = TimeSpan.FromHours(1);

    private const string LinkUse = "privacy-link";
    private const string SessionUse = "privacy";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <returns>The path and query of a link that opens the page of a visitor.</returns>
    public string Link(string site, string visitor, TimeSpan lifetime) =>
        "/privacy?link=" + tokens.Protect(LinkUse, $"{site}\n{visitor}", lifetime);

    /// <returns>Null if there is none that holds, or another origin's page sent it along.</returns>
    public NamedVisitor? Read(HttpRequest request) =>
        VisitorCookie.IsFirstParty(request) ? Opened(SessionUse, request.Cookies[Cookie]) : null;

    /// <summary>Whether a link names another visitor than the one whose session is open.</summary>
    public bool WouldSwitch(HttpRequest request, string link) =>
        Opened(LinkUse, link) is { } named && Read(request) is { } open && open != named;

    /// <summary>Begins a session for whom a link names.</summary>
    /// <returns>Whether the link holds.</returns>
    public bool Begin(HttpResponse response, string? link)
    {
        if (Opened(LinkUse, link) is not { } named)
            return false;
        response.Cookies.Append(
            Cookie,
            tokens.Protect(SessionUse, $"{named.Site}\n{named.Visitor}", Lifetime),
            Options(Lifetime)
        );
        return true;
    }

    public static void End(HttpResponse response) => response.Cookies.Delete(Cookie, Options(null));

    private NamedVisitor? Opened(string use, string? ticket) =>
        tokens.Unprotect(use, ticket)?.Split('\n') is [var site, var visitor] ? new NamedVisitor(site, visitor) : null;

    /// <remarks>Lax: links come in mails, and a strict cookie does not go along when a page of another site leads here.
    /// What changes anything is a form with a token of its own.</remarks>
    private static CookieOptions Options(TimeSpan? lifetime) =>
        new()
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = lifetime,
        };
}
