using JourneyEngine.Http;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Authentication;

namespace JourneyEngine.Rights.Privacy;

/// <summary>
/// Tells whose data may be seen: those of the visitor whom a sealed cookie names, or those of whomever the site names
/// with its admin key. No id that can be guessed, and no link that was claimed with a public key, opens anything.
/// </summary>
public sealed class Access(VisitorCookie cookies, PrivacySession sessions, VisitorIds ids)
{
    /// <param name="named">The visitor whom the request itself names, if any: only a site may name one, and a visitor
    /// none but themselves.</param>
    /// <exception cref="UnacceptableException">404 where nobody may be told apart from nobody; 403 where a visitor
    /// names another, or another origin's page asks.</exception>
    public async Task<Caller> Of(HttpContext http, string? named)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            var site = await Site(http);
            return named is null
                ? throw new UnacceptableException("Name the visitor: 'visitor' takes an anonymousId, or a userId.")
                : new Caller(site, ids.Of(site, named), IsVisitor: false);
        }

        if ((sessions.Read(http.Request) ?? cookies.Read(http.Request)) is not { } visitor)
            throw Nobody();
        if (named is not null && ids.Of(visitor.Site, named) != visitor.Visitor)
            throw new UnacceptableException(
                "A visitor sees and changes nothing but their own.",
                StatusCodes.Status403Forbidden
            );
        return new Caller(visitor.Site, visitor.Visitor, IsVisitor: true);
    }

    /// <returns>The site whose admin key the request carries.</returns>
    /// <exception cref="UnacceptableException">401 or 403.</exception>
    public static async Task<string> Site(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(KeyAuthentication.SchemeName);
        if (ticket.Principal is not { } user)
            throw new UnacceptableException(
                "Send the site's admin key as 'Authorization: Bearer <key>'.",
                StatusCodes.Status401Unauthorized
            );
        return user.IsInRole(nameof(KeyScope.Admin))
            ? user.Site()
            : throw new UnacceptableException("This takes the site's admin key.", StatusCodes.Status403Forbidden);
    }

    /// <summary>The same for no cookie, a forged one, an expired link and a visitor who is unknown or erased.</summary>
    public static UnacceptableException Nobody() => new("There is nothing to see here.", StatusCodes.Status404NotFound);
}
