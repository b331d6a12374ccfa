using JourneyEngine.Privacy.Ledger;
using JourneyEngine.Rights.Details;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Before the port opens: whoever the erase ledger names has no key and no detail in the vault, whatever
/// backup of either was restored.</summary>
/// <remarks>A vault that cannot be reached opens no detail either; it is gone on with in the background.</remarks>
public sealed class ShredErasedService(
    ErasureLedger ledger,
    VaultAccess vault,
    TimeProvider clock,
    ILogger<ShredErasedService> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await Shredded(cancellationToken))
            await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        } while (!stoppingToken.IsCancellationRequested && !await Shredded(stoppingToken));
    }

    /// <returns>False where the vault cannot be reached.</returns>
    private async Task<bool> Shredded(CancellationToken cancellation)
    {
        var entries = await ledger.Read(cancellation);
        if (entries.Count == 0 || !vault.IsConfigured)
            return true;
        try
        {
            var back = 0;
            foreach (var entry in entries)
                back += await vault.Reach().Shred(entry.Site, entry.SubjectHash, clock.GetUtcNow(), cancellation)
                    ? 1
                    : 0;
            if (back > 0)
                logger.LogWarning(
                    "Details or keys of {Visitors} erased visitors were in the vault again, as after a restore; they "
                        + "are destroyed again.",
                    back
                );
            vault.Release();
            return true;
        }
        catch (VaultUnavailableException unavailable)
        {
            vault.Hold();
            logger.LogError(
                "The erase ledger cannot be applied to the vault yet, so no detail is opened: {Reason}",
                unavailable.Message
            );
            return false;
        }
    }
}
