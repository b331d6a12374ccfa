using JourneyEngine.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Funnels;

public static class FunnelsModule
{
    public static void AddFunnels(this IServiceCollection services) => services.AddSingleton<WalkFunnels>();

    public static void MapFunnels(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPut("/v1/funnels/{name}", DefineFunnel.Put)
            .RequireAuthorization("admin")
            .WithTags("Funnels")
            .Produces<FunnelDefined>()
            .ProducesProblem(422);
        routes
            .MapGet("/v1/funnels/{name}", GetFunnel.Handle)
            .RequireAuthorization("read")
            .WithTags("Funnels")
            .Produces<FunnelDefined>()
            .ProducesProblem(404);
        routes
            .MapGet("/v1/funnels", GetFunnel.All)
            .RequireAuthorization("read")
            .WithTags("Funnels")
            .Produces<FunnelDefined[]>();
    }
}
