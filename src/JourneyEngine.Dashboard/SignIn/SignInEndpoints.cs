using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Dashboard.SignIn;

/// <summary>In by the provider or as the local user of a developer's machine, and out again.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes, DashboardSettings settings)
    {
        var doors = routes.MapGroup(DashboardAuthentication.Path).ExcludeFromDescription();
        if (settings.Provider is not null)
            doors.MapGet(
                "/provider",
                (string? back) =>
                    Results.Challenge(
                        new AuthenticationProperties { RedirectUri = Own(back) },
                        [DashboardAuthentication.Provider]
                    )
            );
        doors.MapPost("/local", Local);
        // The token of the form was made for whoever is signed in: it has to be known here who that is.
        routes
            .MapPost("/dashboard/sign-out", Leave)
            .RequireAuthorization(DashboardAuthentication.Look)
            .ExcludeFromDescription();
    }

    /// <summary>An address of the dashboard: no page of somebody else's is a place to go on to.</summary>
    internal static string Own(string? back) =>
        back?.Any(char.IsControl) == false
        && (
            back == "/dashboard"
            || back.StartsWith("/dashboard/", StringComparison.Ordinal)
            || back.StartsWith("/dashboard?", StringComparison.Ordinal)
        )
            ? back
            : "/dashboard";

    private static async Task<IResult> Local(
        [FromForm] string role,
        [FromForm] string? back,
        HttpContext http,
        DashboardSettings settings
    )
    {
        if (!settings.LocalUser || !IsHere(http) || !Roles.All.Contains(role))
            return Results.NotFound();
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, "local " + role), new Claim(ClaimTypes.Role, role)],
            DashboardAuthentication.Session
        );
        await http.SignInAsync(DashboardAuthentication.Session, new ClaimsPrincipal(identity));
        return Results.LocalRedirect(Own(back));
    }

    /// <param name="form">Asked for so that its token is checked.</param>
    private static async Task<IResult> Leave(IFormCollection form, HttpContext http)
    {
        await http.SignOutAsync(DashboardAuthentication.Session);
        return Results.LocalRedirect(DashboardAuthentication.Path);
    }

    /// <summary>Whether the call comes from this machine itself.</summary>
    internal static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } from && System.Net.IPAddress.IsLoopback(from);
}
