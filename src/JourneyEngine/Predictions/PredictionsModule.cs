using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace JourneyEngine.Predictions;

public static class PredictionsModule
{
    private const string Queue = "models";

    public static void AddPredictions(this IServiceCollection services)
    {
        services.AddSingleton<FittedModels>();
        services.AddSingleton<FitReturnModel>();
        services.AddSingleton<FitConversionModel>();
        services.AddSingleton<RefitModels>();
        services.AddHostedService<RefitService>();
    }

    /// <summary>A queue in the database: what is asked for is done once, on whatever host, and again where it
    /// failed.</summary>
    public static void UsePredictions(this WolverineOptions options)
    {
        options.AddMessageHandler(new RefitSiteHandler());
        options.PublishMessage<RefitSite>().ToLocalQueue(Queue);
        options.LocalQueue(Queue).UseDurableInbox().MaximumParallelMessages(1);
    }

    public static void MapPredictions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/predictions", Refit).RequireAuthorization("admin").WithTags("Predictions").Produces(202);
        routes
            .MapPost("/v1/predictions/returns", Fit)
            .RequireAuthorization("admin")
            .WithTags("Predictions")
            .Produces<ReturnModelFitted>()
            .ProducesProblem(409)
            .ProducesProblem(422);
        routes
            .MapPost("/v1/predictions/conversions", FitConversions)
            .RequireAuthorization("admin")
            .WithTags("Predictions")
            .Produces<ConversionModelFitted>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(422);
        var read = routes.MapGroup("/v1").RequireAuthorization("read").WithTags("Predictions");
        foreach (var path in new[] { "/visitors/{id}/prediction", "/visitors/prediction" })
        {
            read.MapGet(path, GetPrediction.Handle)
                .NamesVisitor()
                .Produces<GetPrediction.VisitorPrediction>()
                .ProducesProblem(404)
                .ProducesProblem(422);
        }
    }

    /// <summary>Has all models of the site fitted anew in the background, as it is done once a day.</summary>
    private static async Task<IResult> Refit(ClaimsPrincipal user, IServiceScopeFactory scopes, TimeProvider clock)
    {
        await RefitSite.Queue(scopes, new RefitSite(user.Site(), clock.GetUtcNow().Ticks, All: true));
        return Results.Accepted("/v1/reports/predictions");
    }

    private static async Task<IResult> Fit(
        FitReturnModel.Asked asked,
        ClaimsPrincipal user,
        FitReturnModel fit,
        CancellationToken cancellation
    ) =>
        await fit.Run(user.Site(), asked, cancellation) is var (fitted, reason) && fitted is not null
            ? Results.Ok(fitted)
            : throw new UnacceptableException(reason!);

    private static async Task<IResult> FitConversions(
        FitConversionModel.Asked asked,
        ClaimsPrincipal user,
        FitConversionModel fit,
        CancellationToken cancellation
    ) =>
        await fit.Run(user.Site(), asked, cancellation) is var (fitted, reason) && fitted is not null
            ? Results.Ok(fitted)
            : throw new UnacceptableException(reason!);
}
