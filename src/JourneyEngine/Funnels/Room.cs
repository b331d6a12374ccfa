using JourneyEngine.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Funnels;

public static class Room
{
    public static void AddFunnels(this IServiceCollection services) => services.AddSingleton<WalkFunnels>();

    public static void MapFunnels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/funnels/{name}", GetFunnel.Handle).RequireAuthorization("read").WithTags("Funnels")
            .Produces<FunnelDefined>().ProducesProblem(404);
        routes.MapGet("/v1/funnels", GetFunnel.All).RequireAuthorization("read").WithTags("Funnels").Produces<FunnelDefined[]>();
        routes.MapGet("/v1/reports/stages", StageCounts.Handle).RequireAuthorization("read").WithTags("Reports")
            .Produces<StageCounts.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        routes.MapGet("/v1/reports/funnel", FunnelSteps.Handle).RequireAuthorization("read").WithTags("Reports")
            .Produces<FunnelSteps.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        routes.MapGet("/v1/reports/flow", StageFlow.Handle).RequireAuthorization("read").WithTags("Reports")
            .Produces<StageFlow.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }
}
