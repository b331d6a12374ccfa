using JourneyEngine.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Privacy;

public static class Room
{
    public static void AddPrivacy(this IServiceCollection services)
    {
    }

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/notice", GetNotice.Handle).RequireAuthorization("read").WithTags("Privacy").Produces<NoticePublished>();
        routes.MapGet("/v1/notice/{version:int}", GetNotice.Version).RequireAuthorization("read").WithTags("Privacy").Produces<NoticePublished>().ProducesProblem(404);
        routes.MapGet("/.well-known/gpc.json", GetPrivacyControl.Handle).WithTags("Privacy").Produces<GetPrivacyControl.Support>();
    }
}
