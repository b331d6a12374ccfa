using System.Diagnostics.Metrics;
using JourneyEngine.Background;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Looks how far the projection is, for the metrics.</summary>
internal sealed class ProjectionMetricsService : RecurringService
{
    private readonly NpgsqlDataSource _database;
    private long _waiting;
    private double _age;

    public ProjectionMetricsService(
        IMeterFactory meters,
        NpgsqlDataSource database,
        TimeProvider clock,
        ILogger<ProjectionMetricsService> logger
    )
        : base(TimeSpan.FromSeconds(5), clock, logger)
    {
        _database = database;
        var meter = meters.Create(Engine.MeterName);
        meter.CreateObservableGauge(
            "journey.projection.waiting",
            () => Volatile.Read(ref _waiting),
            "{event}",
            "Events that are stored and not in the journeys yet."
        );
        meter.CreateObservableGauge(
            "journey.projection.age",
            () => Volatile.Read(ref _age),
            "s",
            "Age of the oldest event that is not in the journeys yet; 0 where there is none."
        );
    }

    protected override async Task RunOnce(CancellationToken cancellation)
    {
        var (waiting, age, _) = await ProjectionLag.Read(_database, cancellation);
        Volatile.Write(ref _waiting, waiting);
        Volatile.Write(ref _age, age.TotalSeconds);
    }
}
