using JourneyEngine.Store;
using Npgsql;

namespace JourneyEngine.Host;

/// <summary>Liveness never touches PostgreSQL; readiness knows whether it answers and how far behind the projection is.</summary>
internal static class Health
{
    private const int MostWaiting = 100_000;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        routes.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            var waiting = await Progress.Waiting(database, cancellation);
            return waiting <= MostWaiting
                ? Results.Ok(new { status = "ready", waiting })
                : Results.Problem($"The projection is {waiting} events behind.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return Results.Problem("PostgreSQL does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
