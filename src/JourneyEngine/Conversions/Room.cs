using JourneyEngine.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Conversions;

public static class Room
{
    public static void AddConversions(this IServiceCollection services) =>
        services.AddSingleton<Contribute>(ConversionsByVisit.Contribute);

    public static void MapConversions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/conversion-by-visit", ConversionsByVisit.Handle).RequireAuthorization("read").WithTags("Reports")
            .Produces<ConversionsByVisit.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
}
