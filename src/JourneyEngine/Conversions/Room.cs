using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Conversions;

public static class Room
{
    public static void MapConversions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/conversion-by-visit", ConversionsByVisit.Handle).RequireAuthorization("read").WithTags("Reports")
            .Produces<ConversionsByVisit.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
}
