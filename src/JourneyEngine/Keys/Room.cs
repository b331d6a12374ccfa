using System.Security.Claims;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Keys;

public static class Room
{
    public static void AddKeys(this IServiceCollection services) => services.AddSingleton<KeyBook>();

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/keys").RequireAuthorization("admin").WithTags("Keys");
        keys.MapGet("", (ClaimsPrincipal user, KeyBook book, CancellationToken cancellation) => book.Read(user.Site(), cancellation)).Produces<KeyBook.Entry[]>();
        keys.MapPut("/{**name}", PutKey.Handle).Produces<PutKey.Held>().Produces<PutKey.Held>(StatusCodes.Status201Created).ProducesProblem(409).ProducesProblem(422);
        keys.MapDelete("/{**name}", RevokeKey.Handle).Produces(StatusCodes.Status204NoContent).ProducesProblem(404).ProducesProblem(409);
    }
}
