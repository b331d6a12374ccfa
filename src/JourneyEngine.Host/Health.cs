using JourneyEngine.Journeys;
using Npgsql;

namespace JourneyEngine.Host;

/// <summary>Liveness never touches PostgreSQL; readiness knows whether it answers and how far behind the projection
/// is.</summary>
internal static class Health
{
    private const int MostWaiting = 100_000;

    /// <summary>A quiet site's projection that stands still has few events waiting, for ever longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health/live", () => Results.Ok(new { status = "live" }))
            .DisableRateLimiting()
            .ExcludeFromDescription();
        routes.MapGet("/health/ready", Ready).DisableRateLimiting().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            var (waiting, age) = await ProjectionLag.Read(database, cancellation);
            // Decisions and receipts do not wait for it, so a projection that stands still on a quiet site takes no
            // host out of service.
            return waiting <= MostWaiting
                ? Results.Ok(
                    new
                    {
                        status = age <= LongestWait ? "ready" : "behind",
                        waiting,
                        ageSeconds = Math.Round(age.TotalSeconds, 1),
                    }
                )
                : Results.Problem(
                    $"The projection is {waiting} events behind, the oldest of which waits for {age.TotalSeconds:0} s.",
                    statusCode: StatusCodes.Status503ServiceUnavailable
                );
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return Results.Problem("PostgreSQL does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
