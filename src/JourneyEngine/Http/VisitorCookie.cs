using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http;

/// <summary>Who a cookie names.</summary>
public sealed record NamedVisitor(string Site, string Visitor);

/// <summary>
/// The one place where the id of a visitor of the engine's own tracker lives in a browser: sealed, out of reach of
/// scripts, for the site's own pages only. It holds for one site: a host that serves several of them tells browsers
/// apart on one only.
/// </summary>
/// <remarks>The prefix keeps other hosts of the domain from setting it (RFC 6265bis, 4.1.3.2). It needs HTTPS, or a
/// loopback address.</remarks>
public sealed class VisitorCookie(ProtectedTokens tokens)
{
    public const string Name = "__Host-journey";

    /// <summary>13 months from when the visitor was first named; a later visit does not prolong it (CNIL, audience
    /// measurement).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(395);

    private const string Use = "visitor";

    /// <summary>As many as cannot be guessed; at least 122 are asked for.</summary>
    private const int RandomBits = 128;

    /// <returns>Null if there is none, it is forged, changed or expired, or another site's page sent it
    /// along.</returns>
    public NamedVisitor? Read(HttpRequest request) =>
        request.Cookies[Name] is { } cookie
        && IsFirstParty(request)
        && tokens.Unprotect(Use, cookie)?.Split('\n') is [var site, var visitor]
            ? new NamedVisitor(site, visitor)
            : null;

    /// <returns>The visitor, where the cookie names one of this site.</returns>
    public string? Read(HttpRequest request, string site) =>
        Read(request) is { } named && named.Site == site ? named.Visitor : null;

    /// <returns>The new visitor.</returns>
    public string Mint(HttpResponse response, string site)
    {
        var visitor = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBits / 8));
        response.Cookies.Append(Name, tokens.Protect(Use, $"{site}\n{visitor}", Lifetime), Options(Lifetime));
        return visitor;
    }

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options(null));

    /// <summary>Whether a page of this same origin asks, or the visitor by following a link. A program that is no
    /// browser says nothing, and may.</summary>
    /// <remarks>What the browser itself says goes first: behind a proxy <c>Host</c> may be another than the one that
    /// the page knows.</remarks>
    public static bool IsFirstParty(HttpRequest request)
    {
        var (from, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate")
            return true;
        return from.Length > 0
            ? from is "same-origin" or "none"
            : origin.Length == 0
                || (
                    Uri.TryCreate(origin, UriKind.Absolute, out var page)
                    && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
                );
    }

    /// <remarks>Lax, so that a link in a mail opens the visitor's own page.</remarks>
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
