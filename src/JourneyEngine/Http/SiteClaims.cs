using System.Security.Claims;

namespace JourneyEngine.Http;

/// <summary>The site of a request is the site of its key; nothing else in a request can name one.</summary>
public static class SiteClaims
{
    public const string Claim = "site";

    /// <summary>Of a key that says nothing of links and follows none.</summary>
    internal const string NoLinks = "no-links";

    /// <summary>Of a key that the site's server has.</summary>
    internal const string Server = "server";

    public static string Site(this ClaimsPrincipal user) => user.FindFirst(Claim)!.Value;

    /// <summary>Whether what comes with the key is the word of the site's server.</summary>
    public static bool Vouches(this ClaimsPrincipal user) => user.HasClaim(it => it.Type == Server);

    /// <summary>Whether whoever holds the key may say, and make use of it, that two ids are one visitor.</summary>
    public static bool MayLink(this ClaimsPrincipal user) => !user.HasClaim(it => it.Type == NoLinks);
}
