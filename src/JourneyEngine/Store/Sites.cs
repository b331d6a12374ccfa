using System.Security.Claims;

namespace JourneyEngine.Store;

/// <summary>The site of a request is the site of its key; nothing else in a request can name one.</summary>
public static class Sites
{
    public const string Claim = "site";

    public static string Site(this ClaimsPrincipal user) => user.FindFirst(Claim)!.Value;
}
