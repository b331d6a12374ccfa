using JourneyEngine.Log;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Looks how far the projection is, for the metrics.</summary>
internal sealed class ProjectionMetricsService(
    EngineMetrics metrics,
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<ProjectionMetricsService> logger
) : RecurringService(TimeSpan.FromSeconds(5), clock, logger)
{
    protected override async Task RunOnce(CancellationToken cancellation)
    {
        var behind = await ProjectionLag.Read(database, cancellation);
        metrics.Projection(behind.Waiting, behind.Age);
    }
}
