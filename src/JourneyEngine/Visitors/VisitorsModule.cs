using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Visitors;

public static class VisitorsModule
{
    public static void MapVisitors(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/v1").RequireAuthorization("read").WithTags("Visitors");
        read.MapGet("/visitors/{id}", GetVisitor.Handle).Produces<GetVisitor.Response>().ProducesProblem(404);
        read.MapGet("/visitors/{id}/events", GetVisitorEvents.Handle).ProducesProblem(404);
        read.MapGet("/visitors/{id}/links", Links.Of).Produces<Links.Link[]>();
        routes
            .MapDelete("/v1/visitors/{id}/links/{**alias}", Links.Undo)
            .RequireAuthorization("admin")
            .WithTags("Visitors")
            .Produces(204)
            .ProducesProblem(404);
        routes
            .MapPut("/v1/settings", ChangeSettings.Put)
            .RequireAuthorization("admin")
            .WithTags("Settings")
            .Produces<ChangeSettings.Settings>()
            .ProducesProblem(422);
        routes.MapGet("/v1/settings", ChangeSettings.Get).RequireAuthorization("admin").WithTags("Settings");
    }
}
