using System.Security.Claims;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Sites.Identity;

/// <summary>How a site's server stands for who is signed in.</summary>
public static class IdentityModule
{
    private const int LongestName = 100;

    /// <param name="ExpiresAt">ISO 8601, in the future, by the site's clocks; never where absent.</param>
    [AnsweredOnly("name", "createdAt", "secret")]
    public sealed record Asked(string? ExpiresAt = null);

    /// <param name="Secret">For the site's server alone: who knows it can pass for anybody.</param>
    public sealed record Held(string Name, string Secret, DateTimeOffset? ExpiresAt);

    internal static void AddIdentity(this IServiceCollection services)
    {
        services.AddTables(IdentitySecrets.Definition());
        services.AddSingleton<IdentitySecrets>();
    }

    internal static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var secrets = routes.MapGroup("/v1/identity-secrets").RequireAuthorization("admin").WithTags("Keys");
        secrets
            .MapGet(
                "",
                (ClaimsPrincipal user, IdentitySecrets all, CancellationToken cancellation) =>
                    all.All(user.Site(), cancellation)
            )
            .Produces<IdentitySecrets.Entry[]>();
        secrets.MapPut("/{**name}", Put).Produces<Held>().ProducesProblem(422);
        secrets.MapDelete("/{**name}", End).Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
    }

    private static async Task<Held> Put(
        string name,
        [FromBody] Asked body,
        ClaimsPrincipal user,
        IdentitySecrets secrets,
        SiteConfiguration configuration,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (name.Length > LongestName || name.Trim() != name || name.Any(char.IsControl))
            throw new UnacceptableException(
                $"A secret's name has 1 to {LongestName} characters, no space at its ends."
            );
        var site = user.Site();
        var until = await Expiry.Of(body.ExpiresAt, "secret", site, configuration, clock.GetUtcNow(), cancellation);
        return new Held(name, await secrets.Put(site, name, until, cancellation), until);
    }

    private static async Task<IResult> End(
        string name,
        ClaimsPrincipal user,
        IdentitySecrets secrets,
        CancellationToken cancellation
    ) =>
        await secrets.End(user.Site(), name, cancellation)
            ? Results.NoContent()
            : Results.Problem(
                $"There is no identity secret '{name}'; see GET /v1/identity-secrets.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such secret"
            );
}
