using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http.Limits;

/// <summary>Who takes room: a site, with which of its keys, from where.</summary>
/// <param name="Site">Empty where it is not known yet.</param>
/// <param name="Key">Its name; empty for the engine's own work.</param>
/// <param name="Network">See <see cref="NetworkAddress"/>.</param>
public readonly record struct Sender(string Site, string Key = "", ulong Network = 0)
{
    /// <summary>Of a request whose key has been looked at.</summary>
    public static Sender Of(HttpContext http) =>
        new(
            http.User.Site(),
            http.User.FindFirstValue(ClaimTypes.Name) ?? "",
            NetworkAddress.Of(http.Connection.RemoteIpAddress)
        );
}
