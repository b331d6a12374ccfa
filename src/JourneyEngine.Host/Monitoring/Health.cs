using JourneyEngine.Log.Hosts;

namespace JourneyEngine.Host.Monitoring;

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

    private static async Task<IResult> Ready(HttpContext context, Lag lag, Drain drain, HostMembership membership)
    {
        if (drain.HasBegun)
            return NotReady(context, "The host is about to stop.");
        if (membership.Circuit.IsOpen || await lag.Read() is not { } seen)
            return NotReady(context, "PostgreSQL does not answer.");
        if (membership.Circuit.RefusesToStore)
            return NotReady(context, "PostgreSQL does not store: its disk may be full.");
        // Decisions and receipts do not wait for it, so a projection that stands still on a quiet site takes no
        // host out of service.
        return seen.Waiting <= MostWaiting
            ? Results.Ok(
                new
                {
                    status = seen.Age <= LongestWait ? "ready" : "behind",
                    waiting = seen.Waiting,
                    ageSeconds = Math.Round(seen.Age.TotalSeconds, 1),
                    waitsFor = seen.WaitsFor,
                }
            )
            : NotReady(
                context,
                $"The projection is {seen.Waiting} events behind, the oldest of which waits for "
                    + $"{seen.Age.TotalSeconds:0} s."
            );
    }

    private static IResult NotReady(HttpContext context, string why)
    {
        context.Response.Headers.RetryAfter = "1";
        return Results.Problem(why, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready");
    }
}
