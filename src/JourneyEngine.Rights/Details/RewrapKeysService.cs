using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Details;

/// <summary>Tells the operator whether the vault is in order. After its key was changed: brings every visitor's key
/// under the new one, in the background, so that the old one can go.</summary>
public sealed class RewrapKeysService(VaultAccess vault, ILogger<RewrapKeysService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (vault.IsConfigured && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await vault.Reach().Ping(stoppingToken);
                var (count, earlier) = vault.Rewrap(stoppingToken);
                if (earlier.Length > 0 && !stoppingToken.IsCancellationRequested)
                    logger.LogInformation(
                        "{Count} visitors' keys were wrapped anew, and none is left under the vault's keys of before "
                            + "({Earlier}).",
                        count,
                        earlier
                    );
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(
                    "The vault is not in order, so no detail can be told or read: {Reason}",
                    failure is VaultUnavailableException ? failure.Message : failure.GetType().Name
                );
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
