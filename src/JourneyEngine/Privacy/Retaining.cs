using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Looks several times a day for what is to go.</summary>
internal sealed class Retaining(Retain retain, TimeProvider clock, ILogger<Retaining> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await retain.Run(clock.GetUtcNow(), stoppingToken) is > 0 and var gone)
                    logger.LogInformation("The time of {Facts} facts was up; they are gone.", gone);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
            {
                logger.LogError("What is to go could not be deleted ({Failure}, {State}); it is tried again.", failure.GetType().Name, (failure as NpgsqlException)?.SqlState);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
