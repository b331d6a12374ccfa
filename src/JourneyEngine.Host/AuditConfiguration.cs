using System.Security.Claims;
using JourneyEngine.Http;
using JourneyEngine.Privacy;
using Microsoft.AspNetCore.Authorization;

namespace JourneyEngine.Host;

/// <summary>
/// Writes down who changed what of a site's configuration: every successful call that changes something and takes an
/// admin key, by the name of that key. What is done about visitors' data is written down where it is done; of a link
/// that is undone, the visitor's mark.
/// </summary>
internal static class AuditConfiguration
{
    private const string Admin = "admin";

    public static void UseConfigurationAudit(this WebApplication app) =>
        app.Use(
            static (http, next) =>
            {
                if (
                    http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(it => it.Policy == Admin)
                        == true
                    && !HttpMethods.IsGet(http.Request.Method)
                )
                    http.Response.OnStarting(() =>
                        http.Response.StatusCode < StatusCodes.Status300MultipleChoices
                            ? Note(http)
                            : Task.CompletedTask
                    );
                return next(http);
            }
        );

    private static Task Note(HttpContext http)
    {
        var visitor = (string?)http.Request.RouteValues["alias"] is null
            ? null
            : (string?)http.Request.RouteValues["id"];
        var what = visitor is null ? $"{http.Request.Method} {http.Request.Path}" : "unlink";
        return http
            .RequestServices.GetRequiredService<AuditLog>()
            .Note(
                http.User.Site(),
                visitor,
                "site",
                $"{what}, by key {http.User.FindFirstValue(ClaimTypes.Name)}",
                CancellationToken.None
            );
    }
}
