using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Personalization.Slots;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>What a learning slot has learned.</summary>
public static class GetPosterior
{
    public static async Task<IResult> Handle(
        string slot,
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) =>
        await configuration.Latest<PosteriorUpdated>(user.Site(), StreamNames.Posterior(slot), cancellation)
            is { } learned
            ? Results.Ok(await PosteriorOrder.Of(learned, user.Site(), configuration, cancellation))
            : NoSuchPosterior(slot);

    /// <summary>Takes in at once what the projection has counted, instead of within seconds.</summary>
    public static async Task<IResult> Update(
        string slot,
        ClaimsPrincipal user,
        Posteriors posteriors,
        SiteConfiguration configuration,
        Npgsql.NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await AwaitProjection.Run(database, user.Site(), settled: true, cancellation);
        var learned = await posteriors.Update(user.Site(), slot, cancellation);
        return Results.Ok(
            await PosteriorOrder.Of(
                learned ?? new PosteriorUpdated(slot, 0, [], clock.GetUtcNow()),
                user.Site(),
                configuration,
                cancellation
            )
        );
    }

    private static IResult NoSuchPosterior(string slot) =>
        Results.Problem(
            $"Nothing was learned in '{slot}' yet.",
            statusCode: StatusCodes.Status404NotFound,
            title: "Nothing learned"
        );
}
