using JourneyEngine.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Collection;

/// <summary>Deletes what was set aside longer ago than it may be kept, also on sites where nothing arrives any more.</summary>
internal sealed class ExpireQuarantine(QuarantineTable table, TimeProvider clock, ILogger<ExpireQuarantine> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await table.Expire(clock.GetUtcNow(), stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                logger.LogWarning("Expired items of the quarantine could not be deleted ({Failure}); tried again in {Pause}.", failure.GetType().Name, Pause);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
