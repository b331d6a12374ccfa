using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Background;

/// <summary>Work that a host does again and again. A failure, of whatever kind, is told by its kind alone; it ends
/// neither the work nor the host.</summary>
/// <param name="pause">Between the end of one turn and the beginning of the next.</param>
public abstract class RecurringService(TimeSpan pause, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock => clock;

    protected ILogger Logger => logger;

    /// <summary>Does what there is to do now.</summary>
    protected abstract Task RunOnce(CancellationToken cancellation);

    /// <summary>Passes when the first turn may come.</summary>
    protected virtual Task Ready(CancellationToken cancellation) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Ready(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnce(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // What a failure says may quote what is stored.
                logger.LogError(
                    "{Work} failed ({Failure}, {State}); it is tried again in {Pause}.",
                    GetType().Name,
                    failure.GetType().Name,
                    (failure as NpgsqlException)?.SqlState,
                    pause
                );
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
