using JourneyEngine.Contracts;
using JourneyEngine.Reports;
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
        routes
            .MapGet("/v1/reports/stages", StageCounts.Handle)
            .AsksSums(
                new ReportParameter("table", "Which table the CSV holds.", "rows", "dwell", "regressions", "arrivals")
            )
            .RequireAuthorization("read")
            .WithTags("Reports")
            .Produces<StageCounts.Report>()
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/v1/reports/funnel", FunnelSteps.Handle)
            .Asks(
                new ReportParameter("order", "How the steps follow each other.", "ordered", "any", "strict"),
                new ReportParameter("within", "From the first step on: 7d, 12h, 30m or 3visits."),
                new ReportParameter(
                    "without",
                    "An interaction that ends the walk: kind or kind:name, such as track:Refunded."
                ),
                new ReportParameter(
                    "by",
                    "Broken down by what brought the visitor first.",
                    "",
                    "campaign",
                    "referrer",
                    "landing"
                )
            )
            .RequireAuthorization("read")
            .WithTags("Reports")
            .Produces<FunnelSteps.Report>()
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        routes
            .MapGet("/v1/reports/flow", StageFlow.Handle)
            .AsksSums()
            .RequireAuthorization("read")
            .WithTags("Reports")
            .Produces<StageFlow.Report>()
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
    }
}
