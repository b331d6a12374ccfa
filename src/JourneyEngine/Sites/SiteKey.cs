using System.Security.Claims;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Sites;

/// <summary>What a presented key opens.</summary>
/// <param name="Name">What the site calls it; its first eight characters where it has no name.</param>
/// <param name="Origins">Origins (RFC 6454) whose pages may use it; those of all where there are none. A call that
/// names no origin comes from no page.</param>
/// <param name="Links">Whether what comes with it may say that two ids are one visitor, and find a visitor by such a
/// word.</param>
/// <param name="Consents">Whether what comes with it may say what its visitor agrees to and refuses.</param>
/// <param name="Details">Whether what comes with it may tell details of its visitor.</param>
/// <param name="Vouches">Whether it is the site's server that has it, and stands for what it says of ids.</param>
public sealed record SiteKey(
    string Site,
    KeyScope Scope,
    string Name,
    string[] Origins,
    bool Links,
    bool Consents = true,
    bool Details = true,
    bool Vouches = false
)
{
    internal ClaimsPrincipal Principal { get; } =
        new(
            new ClaimsIdentity(
                [
                    new(SiteClaims.Claim, Site),
                    new(ClaimTypes.Role, Scope.ToString()),
                    new(ClaimTypes.Name, Name),
                    .. Links ? Array.Empty<Claim>() : [new(SiteClaims.NoLinks, "")],
                    .. Vouches ? [new(SiteClaims.Server, "")] : Array.Empty<Claim>(),
                ],
                KeyAuthentication.SchemeName
            )
        );

    /// <summary>Whether it is in no page, so that one network address may send all that comes with it.</summary>
    public bool IsOfServer => Vouches || Scope != KeyScope.Write;

    public bool Serves(HttpRequest request) =>
        Origins.Length == 0
        || request.Headers.Origin is not [{ } origin]
        || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
