using JourneyEngine.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyEngine.Conversions;

public static class ConversionsModule
{
    public static void MapConversions(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/v1/reports").RequireAuthorization("read").WithTags("Reports");
        reports
            .MapGet("/conversion-by-visit", ConversionsByVisit.Handle)
            .AsksSums(
                new ReportParameter("unit", "What is counted.", "visitors", AttemptsByVisit.Unit),
                new ReportParameter(
                    "mix",
                    "Weights of visit 1, 2 and so on for the standardised rate, such as 70,20,10."
                )
            )
            .Produces<ConversionsByVisit.Report>()
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        reports
            .MapGet("/campaigns", Campaigns.Handle)
            .AsksSums(
                new ReportParameter("by", "Which part of what brought the visitor first.", CampaignRates.Parts),
                new ReportParameter(
                    "compare",
                    "Given twice: the two values to set side by side; an empty one means that nothing was said."
                )
            )
            .Produces<Campaigns.Report>()
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
        reports
            .MapGet("/time-to-convert", TimeToConvert.Handle)
            .AsksSums(
                new ReportParameter("table", "Which table the CSV holds.", TimeToConvert.ByVisit, TimeToConvert.ByDays)
            )
            .Produces<TimeToConvert.Report>()
            .ProducesProblem(404)
            .ProducesProblem(422)
            .ProducesProblem(503);
    }
}
