using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Funnels;

public static class GetFunnel
{
    public static async Task<IResult> Handle(
        string name,
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) =>
        await configuration.Latest<FunnelDefined>(user.Site(), StreamNames.Funnel(name), cancellation) is { } funnel
            ? Results.Ok(funnel)
            : Results.Problem(
                $"There is no funnel '{name}'.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such funnel"
            );

    public static async Task<IResult> All(
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) => Results.Ok(await configuration.AllLatest<FunnelDefined>(user.Site(), StreamNames.Funnel(""), cancellation));
}
