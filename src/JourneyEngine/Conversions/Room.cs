using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Conversions;

public static class Room
{
    public static void MapConversions(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/v1/reports").RequireAuthorization("read").WithTags("Reports");
        reports.MapGet("/conversion-by-visit", ConversionsByVisit.Handle).Produces<ConversionsByVisit.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        reports.MapGet("/campaigns", Campaigns.Handle).Produces<Campaigns.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        reports.MapGet("/time-to-convert", TimeToConvert.Handle).Produces<TimeToConvert.Report>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
    }
}
