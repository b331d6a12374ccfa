using JourneyEngine.Vault;

namespace JourneyEngine.Host.Details;

/// <summary>After the vault's key was changed: brings every visitor's key under the new one, in the background, so that the old one can go.</summary>
internal sealed class RewrapKeys(VaultDoor vault, ILogger<RewrapKeys> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (vault.IsConfigured && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (vault.Rewrap(stoppingToken) is > 0 and var count)
                    logger.LogInformation("{Keys} visitors' keys are wrapped under the vault's current key now.", count);
                return;
            }
            catch (VaultUnavailableException unavailable)
            {
                logger.LogError("The vault's keys are not in order, so no detail can be told or read: {Reason}", unavailable.Message);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
