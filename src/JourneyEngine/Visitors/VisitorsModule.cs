using JourneyEngine.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Visitors;

public static class VisitorsModule
{
    public static void MapVisitors(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/v1").RequireAuthorization("read").WithTags("Visitors");
        // With the id in the address, or after the question mark: there it may hold a slash.
        foreach (var visitors in new[] { "/visitors/{id}", "/visitors" })
        {
            read.MapGet(visitors, GetVisitor.Handle)
                .NamesVisitor()
                .Produces<GetVisitor.Response>()
                .ProducesProblem(404);
            read.MapGet(visitors + "/events", GetVisitorEvents.Handle).NamesVisitor().ProducesProblem(404);
            read.MapGet(visitors + "/links", Links.Of).NamesVisitor().Produces<Links.Link[]>();
        }

        foreach (var link in new[] { "/v1/visitors/{id}/links/{**alias}", "/v1/visitors/links" })
        {
            routes
                .MapDelete(link, Links.Undo)
                .NamesVisitor()
                .RequireAuthorization("admin")
                .WithTags("Visitors")
                .Produces(204)
                .ProducesProblem(404);
        }

        routes
            .MapPut("/v1/settings", ChangeSettings.Put)
            .RequireAuthorization("admin")
            .WithTags("Settings")
            .Produces<ChangeSettings.Settings>()
            .ProducesProblem(422);
        routes.MapGet("/v1/settings", ChangeSettings.Get).RequireAuthorization("admin").WithTags("Settings");
    }
}
