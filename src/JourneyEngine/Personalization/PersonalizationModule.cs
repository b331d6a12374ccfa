using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Personalization.OffPolicy;
using JourneyEngine.Personalization.Slots;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Personalization;

public static class PersonalizationModule
{
    public static void AddPersonalization(this IServiceCollection services)
    {
        services.AddSingleton<Offers>();
        services.AddSingleton<DecisionLog>();
        services.AddSingleton<Posteriors>();
        services.AddSingleton<OfferService>();
        services.AddHostedService<PosteriorUpdateService>();
        services.AddSingleton<EvaluationCounter>();
        services.AddSingleton<VisitorFinder>();
        services.AddSingleton<Evaluate>();
    }

    public static void MapPersonalization(this IEndpointRouteBuilder routes)
    {
        var ofrep = routes
            .MapGroup("/ofrep/v1/evaluate/flags")
            .RequireCors(CrossOrigin.Policy)
            .RequireAuthorization("write")
            .WithTags("OFREP");
        ofrep
            .MapPost(
                "",
                (HttpContext http, ClaimsPrincipal user, Evaluate evaluate, CancellationToken cancellation) =>
                    evaluate.Bulk(http, user, cancellation)
            )
            .Produces<OfrepBulk>()
            .Produces(304)
            .Produces<OfrepFailure>(400);
        ofrep
            .MapPost(
                "/{**slot}",
                (
                    string slot,
                    HttpContext http,
                    ClaimsPrincipal user,
                    Evaluate evaluate,
                    CancellationToken cancellation
                ) => evaluate.One(slot, http, user, cancellation)
            )
            .Produces<OfrepEvaluation>()
            .Produces(304)
            .Produces<OfrepFailure>(400)
            .Produces<OfrepFailure>(404);

        routes
            .MapPost("/v1/decisions/{id:guid}/shown", ReportShown.Handle)
            .RequireCors(CrossOrigin.Policy)
            .RequireAuthorization("write")
            .WithTags("Personalization")
            .Produces(204)
            .ProducesProblem(404);
        routes
            .MapPut("/v1/slots/{**slot}", DefineSlot.Put)
            .RequireAuthorization("admin")
            .WithTags("Personalization")
            .Produces<SlotDefined>()
            .ProducesProblem(422);
        routes
            .MapPost("/v1/posteriors/{**slot}", GetPosterior.Update)
            .RequireAuthorization("admin")
            .WithTags("Personalization")
            .Produces<PosteriorUpdated>()
            .ProducesProblem(404);

        var read = routes.MapGroup("/v1").RequireAuthorization("read").WithTags("Personalization");
        read.MapGet("/slots", GetSlot.All).Produces<SlotDefined[]>();
        read.MapGet("/slots/{**slot}", GetSlot.Handle).Produces<SlotDefined>().ProducesProblem(404);
        read.MapGet("/posteriors/{**slot}", GetPosterior.Handle).Produces<PosteriorUpdated>().ProducesProblem(404);
        read.MapPost("/reports/decisions/estimate", EstimateLog.Handle)
            .Accepts<string>("text/csv")
            .Produces<Estimate>()
            .ProducesProblem(413)
            .ProducesProblem(422);
        read.MapPost("/reports/decisions/estimate/{**slot}", EstimateSlot.Handle)
            .Produces<PolicyValue>()
            .ProducesProblem(422);
        read.MapGet("/decisions/{id:guid}", GetDecision.Handle)
            .Produces<ContentOffered>()
            .ProducesProblem(404)
            .ProducesProblem(422);
        foreach (var path in new[] { "/visitors/{id}/decisions", "/visitors/decisions" })
        {
            read.MapGet(path, GetDecision.OfVisitor)
                .NamesVisitor()
                .Produces<ContentOffered[]>()
                .ProducesProblem(404)
                .ProducesProblem(422);
        }
    }
}
