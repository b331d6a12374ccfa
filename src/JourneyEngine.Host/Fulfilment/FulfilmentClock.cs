using JourneyEngine.Host.Details;
using JourneyEngine.Host.Outbound;
using JourneyEngine.Vault;
using Npgsql;

namespace JourneyEngine.Host.Fulfilment;

/// <summary>Looks every minute for what was left granted, and every quarter of an hour for what is due. Of many hosts one looks at a time.</summary>
internal sealed class FulfilmentClock(
    FindDue due, GrantBenefit grants, OneHostAtATime turn, VaultDoor vault, TimeProvider clock, IHostApplicationLifetime host, ILogger<FulfilmentClock> logger, IOutbound? outbound = null)
    : BackgroundService
{
    private const int MinutesBetweenLooks = 15;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (outbound is null || !vault.IsConfigured)
        {
            logger.LogInformation("Nothing is sent to visitors: {Reason}", outbound is null ? "JOURNEY_OUTBOUND names no way out." : "this host has no vault.");
            return;
        }

        // What is granted is published, and the queues take nothing before everything is up.
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = host.ApplicationStarted.Register(up.SetResult);
        await up.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var minute = 0; !stoppingToken.IsCancellationRequested; minute++)
        {
            await Look(minute % MinutesBetweenLooks == 0, stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Look(bool forWhatIsDue, CancellationToken cancellation)
    {
        try
        {
            await turn.Run(async () =>
            {
                var now = clock.GetUtcNow();
                await grants.Recover(now, cancellation);
                if (forWhatIsDue && await due.Run(now, cancellation) is > 0 and var granted)
                    logger.LogInformation("{Benefits} benefits are granted and on their way.", granted);
            }, cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or VaultUnavailableException)
        {
            logger.LogError("What is due could not be looked for ({Failure}); it is tried again.", failure.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops; what was granted and not queued is found by the next one.
        }
    }
}
