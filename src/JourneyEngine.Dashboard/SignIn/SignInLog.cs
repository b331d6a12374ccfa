using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JourneyEngine.Dashboard.SignIn;

/// <summary>Tells the log of who comes in, goes, and is refused: by the role, never by the name.</summary>
internal static class SignInLog
{
    public static void Write(CookieAuthenticationEvents events)
    {
        events.OnSignedIn = it =>
        {
            Log(it.HttpContext).LogInformation("Somebody signed in to the dashboard as {Role}.", RoleOf(it.Principal));
            return Task.CompletedTask;
        };
        events.OnSigningOut = it =>
        {
            Log(it.HttpContext)
                .LogInformation("Somebody signed out of the dashboard as {Role}.", RoleOf(it.HttpContext.User));
            return Task.CompletedTask;
        };
        var refuse = events.OnRedirectToAccessDenied;
        events.OnRedirectToAccessDenied = it =>
        {
            Log(it.HttpContext)
                .LogWarning(
                    "Somebody signed in as {Role} was refused {Route}.",
                    RoleOf(it.HttpContext.User),
                    (it.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText
                );
            return refuse(it);
        };
    }

    /// <remarks>What the provider says of it may name who it was, and anybody may say it in its stead.</remarks>
    public static void Failed(RemoteFailureContext sign) =>
        Log(sign.HttpContext)
            .LogWarning("Nobody was signed in to the dashboard ({Failure}).", sign.Failure?.GetType().Name);

    private static string RoleOf(ClaimsPrincipal? user) =>
        Roles.All.LastOrDefault(it => user?.IsInRole(it) == true) ?? "nobody with a role here";

    private static ILogger Log(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInLog));
}
