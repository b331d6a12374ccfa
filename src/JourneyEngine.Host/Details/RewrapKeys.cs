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
                var (count, earlier) = vault.Rewrap(stoppingToken);
                if (earlier.Length > 0 && !stoppingToken.IsCancellationRequested)
                    logger.LogInformation("{Count} visitors' keys were wrapped anew, and none is left under the vault's keys of before ({Earlier}).", count, earlier);
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
