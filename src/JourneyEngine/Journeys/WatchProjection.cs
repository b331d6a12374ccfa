using JourneyEngine.Log;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Looks how far the projection is, for the metrics.</summary>
internal sealed class WatchProjection(EngineMetrics metrics, NpgsqlDataSource database, TimeProvider clock, ILogger<WatchProjection> logger)
    : Recurring(TimeSpan.FromSeconds(5), clock, logger)
{
    protected override async Task Turn(CancellationToken cancellation)
    {
        var behind = await Progress.Behind(database, cancellation);
        metrics.Projection(behind.Waiting, behind.Age);
    }
}
